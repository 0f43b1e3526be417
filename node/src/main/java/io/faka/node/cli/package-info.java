/** The command line: one class per command. */
package io.faka.node.cli;
