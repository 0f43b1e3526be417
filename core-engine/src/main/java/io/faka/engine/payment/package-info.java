/** Payment notices: recorded once each under (channel, payment_ref), with what came of them. */
package io.faka.engine.payment;
