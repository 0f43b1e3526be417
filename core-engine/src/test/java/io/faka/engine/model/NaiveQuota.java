package io.faka.engine.model;

import io.faka.engine.Commands.Line;
import io.faka.engine.model.NaiveShop.Sku;
import java.util.Map;

/** What the VIP quotas of the {@link NaiveShop} leave to whom. */
final class NaiveQuota {
    private static final int IOC = 2;

    private NaiveQuota() {}

    static boolean isVip(Command.Create request) {
        return request.waiting().priority() > 0;
    }

    static long promise(Sku sku, boolean vip) {
        return vip ? sku.promise() : Math.max(0, sku.promise() - sku.definition.quota());
    }

    /** Why there is not enough for the order, null if there is; prices not looked at. */
    static String shortage(Command.Create create, Map<String, Sku> skus) {
        String reserved = null;
        String gone = null;
        for (Line line : create.lines()) {
            if (line.unitId() != 0) {
                continue;
            }
            Sku sku = skus.get(line.sku());
            long wanted = create.mode() == IOC
                    ? 1
                    : create.lines().stream()
                            .filter(other -> other.unitId() == 0 && other.sku().equals(line.sku()))
                            .mapToLong(Line::quantity)
                            .sum();
            long left = promise(sku, isVip(create));
            if (wanted > sku.promise() && gone == null) {
                gone = "INSUFFICIENT_STOCK " + left;
            } else if (wanted > left && wanted <= sku.promise() && reserved == null) {
                reserved = "VIP_QUOTA_RESERVED " + left;
            }
        }
        if (create.mode() == IOC) {
            return reserved != null ? reserved : gone;
        }
        return gone != null ? gone : reserved;
    }

    /** The event of a definition, null if the quota stays. */
    static String put(int number, Command.PutSku before, Command.PutSku put) {
        long quota = before == null ? 0 : before.quota();
        return quota == put.quota() ? null : "VipQuotaPut " + number + " quota " + put.quota();
    }

    /** What of it the SKU's reply shows. */
    static String shown(Sku sku) {
        long quota = sku.definition.quota();
        return quota == 0 ? "" : " quota " + quota + " orderable " + promise(sku, false) + "/" + promise(sku, true);
    }
}
