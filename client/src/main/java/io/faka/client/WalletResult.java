package io.faka.client;

import io.faka.codec.reply.ResultCode;
import io.faka.codec.reply.WalletEntryKind;

/**
 * What moved the money of a wallet, and the balance after it.
 *
 * @param code      CREATED, or EXISTS if it was done before: the answer of then
 * @param amount    in minor units of {@code currency}, as the balance
 * @param available what can be spent
 * @param held      what waits for what it was held for
 * @param seq       journal sequence of the command that moved it
 */
public record WalletResult(
        ResultCode code,
        WalletEntryKind kind,
        String account,
        String ref,
        long amount,
        String currency,
        long available,
        long held,
        long seq) {}
