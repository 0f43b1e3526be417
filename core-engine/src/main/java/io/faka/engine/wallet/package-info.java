/** Prepaid money of accounts: balances, and the entries that made them. */
package io.faka.engine.wallet;
