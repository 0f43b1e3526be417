/**
 * The proof run: a flash sale against a real node process that is killed in the middle, judged from what its customers saw.
 */
package io.faka.node.demo;
