/** What buyers and addresses have taken of the SKUs that limit them. */
package io.faka.engine.limit;
