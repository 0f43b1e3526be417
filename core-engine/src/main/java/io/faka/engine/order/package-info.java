/** Orders and their way from a request over the hold to delivery, cancellation or expiry; and what was refused. */
package io.faka.engine.order;
