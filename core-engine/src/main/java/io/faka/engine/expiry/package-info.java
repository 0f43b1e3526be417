/** Which hold ends next: data in the order of (deadline, sequence), never a timer. */
package io.faka.engine.expiry;
