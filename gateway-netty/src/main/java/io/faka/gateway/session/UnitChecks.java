package io.faka.gateway.session;

import io.faka.codec.command.AddCountedUnitsDecoder;
import io.faka.codec.command.GetLotUnitsDecoder;
import io.faka.codec.command.MoveUnitsDecoder;
import io.faka.codec.command.ReplaceUnitDecoder;
import io.faka.codec.command.ReturnUnitDecoder;
import io.faka.codec.command.UnitAction;
import io.faka.codec.command.UnitState;
import io.faka.codec.command.UnitTarget;
import io.faka.codec.command.VoidLotDecoder;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/** Checks the messages about single units and lots for {@link CommandValidator}. */
final class UnitChecks {
    private static final int MAX_LOT_BYTES = 64;
    private static final int MAX_REASON_BYTES = 200;
    private static final int MAX_PAGE_UNITS = 200;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final CommandValidator validator;

    UnitChecks(CommandValidator validator) {
        this.validator = validator;
    }

    /** Block length of a message, -1 if it is none of these. */
    static int blockLength(int templateId) {
        return switch (templateId) {
            case MoveUnitsDecoder.TEMPLATE_ID -> MoveUnitsDecoder.BLOCK_LENGTH;
            case VoidLotDecoder.TEMPLATE_ID -> VoidLotDecoder.BLOCK_LENGTH;
            case ReplaceUnitDecoder.TEMPLATE_ID -> ReplaceUnitDecoder.BLOCK_LENGTH;
            case ReturnUnitDecoder.TEMPLATE_ID -> ReturnUnitDecoder.BLOCK_LENGTH;
            case GetLotUnitsDecoder.TEMPLATE_ID -> GetLotUnitsDecoder.BLOCK_LENGTH;
            case AddCountedUnitsDecoder.TEMPLATE_ID -> AddCountedUnitsDecoder.BLOCK_LENGTH;
            default -> -1;
        };
    }

    /** Checks the fields of a message, if it is one of these. */
    void check(int templateId, UnsafeBuffer buffer, int block) {
        switch (templateId) {
            case MoveUnitsDecoder.TEMPLATE_ID -> checkMove(buffer, block);
            case VoidLotDecoder.TEMPLATE_ID -> {
                validator.text("lot", 1, MAX_LOT_BYTES);
                validator.optionalSku();
                validator.text("reason", 0, MAX_REASON_BYTES);
            }
            case ReplaceUnitDecoder.TEMPLATE_ID, ReturnUnitDecoder.TEMPLATE_ID -> {
                unit(buffer.getInt(block + ReplaceUnitDecoder.unitIdEncodingOffset(), LE), 1);
                validator.text("reason", 1, MAX_REASON_BYTES);
            }
            case GetLotUnitsDecoder.TEMPLATE_ID -> checkLotUnits(buffer, block);
            case AddCountedUnitsDecoder.TEMPLATE_ID -> DeliveryChecks.checkCounted(validator, buffer, block);
            default -> {
                // None of these.
            }
        }
    }

    private void checkMove(UnsafeBuffer buffer, int block) {
        int action = buffer.getByte(block + MoveUnitsDecoder.actionEncodingOffset()) & 0xff;
        validator.require(
                action >= UnitAction.QUARANTINE.value() && action <= UnitAction.RELEASE.value(),
                "action must be QUARANTINE or RELEASE");
        int target = buffer.getByte(block + MoveUnitsDecoder.targetEncodingOffset()) & 0xff;
        validator.require(
                target == UnitTarget.UNIT.value() || target == UnitTarget.LOT.value(),
                "target must be UNIT or LOT; for a code send MoveCode of the session schema");
        boolean isLot = target == UnitTarget.LOT.value();
        unit(buffer.getInt(block + MoveUnitsDecoder.unitIdEncodingOffset(), LE), isLot ? 0 : 1);
        validator.sku();
        validator.text("lot", isLot ? 1 : 0, isLot ? MAX_LOT_BYTES : 0);
        validator.text("reason", 0, MAX_REASON_BYTES);
    }

    private void checkLotUnits(UnsafeBuffer buffer, int block) {
        unit(buffer.getInt(block + GetLotUnitsDecoder.afterUnitIdEncodingOffset(), LE), 0);
        int items = buffer.getShort(block + GetLotUnitsDecoder.maxItemsEncodingOffset(), LE) & 0xffff;
        validator.require(items <= MAX_PAGE_UNITS, "maxItems must be 0 to 200");
        int state = buffer.getByte(block + GetLotUnitsDecoder.stateEncodingOffset()) & 0xff;
        validator.require(state <= UnitState.RETURNED.value(), "state must be a UnitState");
        validator.text("lot", 1, MAX_LOT_BYTES);
        validator.optionalSku();
    }

    private void unit(int id, int least) {
        validator.require(id >= least, "a unit id must be " + least + " to 2147483647");
    }
}
