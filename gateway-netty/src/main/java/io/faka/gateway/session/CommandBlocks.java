package io.faka.gateway.session;

import io.faka.codec.command.PutSkuDecoder;

/** Length of the blocks that later versions of the command schema made longer. */
final class CommandBlocks {
    private CommandBlocks() {}

    /** Length of a message's block in a version of the schema, given that of the newest. */
    static int lengthIn(int version, int templateId, int newest) {
        boolean isShorter = templateId == PutSkuDecoder.TEMPLATE_ID && version < PutSkuDecoder.vipQuotaSinceVersion();
        return isShorter ? PutSkuDecoder.vipQuotaEncodingOffset() : newest;
    }
}
