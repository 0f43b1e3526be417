/** What the pipeline needs from the outside: journal, event log, and the receivers of replies. Implemented by other modules. */
package io.faka.engine.port;
