package io.faka.engine.order;

import static io.faka.codec.reply.ResultCode.INSUFFICIENT_STOCK;
import static io.faka.codec.reply.ResultCode.VIP_QUOTA_RESERVED;

import io.faka.codec.command.OrderMode;
import io.faka.codec.reply.ResultCode;
import io.faka.engine.inventory.OfferBooks;

/**
 * Tells an order of priority 0 that is short whether the stock is gone or kept for others: VIP_QUOTA_RESERVED if there would have been
 * enough for the same order with a priority, else INSUFFICIENT_STOCK. Enough is all of a SKU for an order that takes all or nothing, and one unit of any of
 * its SKUs for one of mode IOC. A unit that the buyer names is not part of a quota.
 */
final class QuotaGuard {
    private final OfferBooks books;
    private long detail;

    QuotaGuard(OfferBooks books) {
        this.books = books;
    }

    /** What the order could have had of the SKU that the last judgement is about. */
    long detail() {
        return detail;
    }

    /** Why the order can't have what it asks for; null if it can. Prices and caps are not looked at. */
    ResultCode judge(OrderRequest request) {
        boolean any = request.mode == OrderMode.IOC.value();
        ResultCode refusal = null;
        for (int line = 0; line < request.lineCount; line++) {
            int sku = request.sku[line];
            long wanted = any ? 1 : wanted(request, line);
            long free = books.promise(sku, false);
            if (request.unitId[line] != 0 || wanted <= free) {
                continue;
            }
            ResultCode code = wanted <= books.promise(sku) ? VIP_QUOTA_RESERVED : INSUFFICIENT_STOCK;
            if (refusal == null || refusal != code && code == (any ? VIP_QUOTA_RESERVED : INSUFFICIENT_STOCK)) {
                refusal = code;
                detail = free;
            }
        }
        return refusal;
    }

    /** Units of the line's SKU that the request wants without naming them. */
    private static long wanted(OrderRequest request, int line) {
        long wanted = 0;
        for (int other = 0; other < request.lineCount; other++) {
            boolean same = request.sku[other] == request.sku[line] && request.unitId[other] == 0;
            wanted += same ? request.quantity[other] : 0;
        }
        return wanted;
    }
}
