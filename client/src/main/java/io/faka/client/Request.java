package io.faka.client;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Something to ask of the node. Requests are values: sending the same one again asks for the same thing, and the node answers
 * with the same result. Field limits are the node's to enforce; only what could not be encoded is refused here.
 *
 * @param <R> what the answer is
 */
public sealed interface Request<R>
        permits NewOrder,
                PayOrder,
                PaidOrder,
                CancelOrder,
                CancelLine,
                PutCoupon,
                GetCoupon,
                ExtendHold,
                RefundOrder,
                ResolveSuspense,
                GetRefundsDue,
                GetSuspense,
                ChangeWallet,
                PayFromWallet,
                GetWallet,
                GetWalletStatement,
                GetOrder,
                GetOrderByClientId,
                GetSku,
                PutSku,
                ImportCodes,
                CountUnits,
                FulfillOrder,
                PutOffer,
                ChangeOffer,
                GetOffers,
                ChangeLottery,
                GetLottery,
                MoveUnits,
                MoveCode,
                VoidLot,
                GetLotUnits,
                GetPublicUnits,
                ReplaceUnit,
                ReturnUnit,
                GetStateHash {
    /** No encoding is longer, in bytes. */
    int maxEncodedLength();

    /** Encodes the message, header first; returns its length in bytes. */
    int encode(MutableDirectBuffer buffer, int offset);

    /**
     * Decodes the reply.
     *
     * @throws FakaException if the node refused
     */
    R decode(DirectBuffer buffer, int offset, int length);
}
