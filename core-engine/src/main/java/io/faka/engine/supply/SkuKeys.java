package io.faka.engine.supply;

import io.faka.engine.inventory.Skus;
import io.faka.engine.memory.Memory;

/** What a SKU's key may look like. */
final class SkuKeys {
    private SkuKeys() {}

    /** 1 to 64 bytes of A-Z a-z 0-9 . _ - */
    static boolean isValid(long address, int length) {
        if (length < 1 || length > Skus.MAX_KEY_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isKeyByte(Memory.getByte(address + i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKeyByte(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '.' || b == '_' || b == '-';
    }
}
