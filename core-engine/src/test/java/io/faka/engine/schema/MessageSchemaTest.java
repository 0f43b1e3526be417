package io.faka.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.faka.codec.event.MessageHeaderEncoder;
import io.faka.codec.event.OrderCreatedEncoder;
import io.faka.codec.event.OrderMode;
import io.faka.codec.event.OrderState;
import io.faka.codec.event.UnitsAddedEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageSchemaTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);

    @Test
    void shouldKnowEveryMessageAndAgreeWithItsCodecOnEveryFieldsPlace() throws ReflectiveOperationException {
        Map<String, MessageSchema> schemas = Map.of(
                "io.faka.codec.event", MessageSchema.events(), "io.faka.codec.command", MessageSchema.commands());
        for (Map.Entry<String, MessageSchema> schema : schemas.entrySet()) {
            int found = 0;
            for (JavaClass type : new ClassFileImporter().importPackages(schema.getKey())) {
                if (type.getSimpleName().endsWith("Decoder")
                        && type.tryGetField("TEMPLATE_ID").isPresent()) {
                    Class<?> decoder = type.reflect();
                    int blockLength = (int) decoder.getField("BLOCK_LENGTH").get(null);
                    buffer.putShort(0, (short) blockLength);
                    buffer.putShort(
                            2, ((Integer) decoder.getField("TEMPLATE_ID").get(null)).shortValue());
                    buffer.putShort(4, ((Integer) decoder.getField("SCHEMA_ID").get(null)).shortValue());
                    assertThat(schema.getValue().blockLength(buffer, 0))
                            .as(decoder.getName())
                            .isEqualTo(blockLength);
                    found++;
                }
            }
            assertThat(schema.getValue().names()).hasSize(found);
        }
    }

    @Test
    void shouldBeginEveryEventWithItsSequenceAndTime() {
        for (String name : MessageSchema.events().names()) {
            assertThat(MessageSchema.events().firstFields(name)).startsWith("seq", "time");
        }
    }

    @Test
    void shouldReadFieldsListsAndTexts() {
        OrderCreatedEncoder order = new OrderCreatedEncoder()
                .wrapAndApplyHeader(buffer, 16, new MessageHeaderEncoder())
                .seq(7)
                .timeMicros(1_000_000)
                .orderIdHigh(0x10)
                .orderIdLow(-1)
                .amount(-5)
                .expiresAtMicros(0)
                .currency(0x434E59)
                .state(OrderState.PENDING_PAYMENT)
                .mode(OrderMode.FOK);
        order.linesCount(1).next().unitPrice(3).skuNumber(4).quantity(4_000_000_000L);
        order.unitsCount(1).next().unitId(11).line((short) 255);
        order.clientOrderId("c\u00e9").buyer("b");
        Lines lines = new Lines();
        MessageSchema.events().read(buffer, 16, 8 + order.encodedLength(), lines);
        assertThat(MessageSchema.events().nameOf(buffer, 16)).isEqualTo("order_created");
        assertThat(lines.text)
                .startsWith(
                        "seq=7",
                        "time@1000000",
                        "order_id=0000000000000010ffffffffffffffff",
                        "amount=-5",
                        "expires_at@0",
                        "currency:CNY",
                        "state:PENDING_PAYMENT",
                        "mode:FOK",
                        "lines[1",
                        "{",
                        "unit_price=3",
                        "sku_number=4",
                        "quantity=4000000000",
                        "}");
        assertThat(lines.text).endsWith("{", "unit_id=11", "line=255", "}", "]", "client_order_id'c\u00e9", "buyer'b");
    }

    @Test
    void shouldNotLookIntoSealedCodes() {
        UnitsAddedEncoder units = new UnitsAddedEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        units.unitsCount(1).next().putSealedCode(new byte[] {1, 2, 3}, 0, 3);
        units.sku("s").lot("l");
        Lines lines = new Lines();
        MessageSchema.events().read(buffer, 0, 8 + units.encodedLength(), lines);
        assertThat(lines.text).contains("sealed_code#3").endsWith("sku's", "lot'l");
    }

    @Test
    void shouldLeaveOutWhatAnOlderWriterDidNotHaveAndNameWhatItDoesNotKnow() {
        OrderCreatedEncoder order = new OrderCreatedEncoder()
                .wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .seq(7)
                .timeMicros(1);
        buffer.putShort(0, (short) 16);
        Lines lines = new Lines();
        MessageSchema.events().read(buffer, 0, 8 + 16, lines);
        assertThat(order.offset()).isEqualTo(8);
        assertThat(lines.text).containsExactly("seq=7", "time@1");
        buffer.putShort(2, (short) 999);
        assertThat(MessageSchema.events().nameOf(buffer, 0)).isEqualTo("unknown_999");
        MessageSchema.events().read(buffer, 0, 24, lines);
        assertThat(lines.text).hasSize(2);
    }

    private static final class Lines implements FieldSink {
        final List<String> text = new ArrayList<>();

        @Override
        public void number(String name, long value) {
            text.add(name + "=" + value);
        }

        @Override
        public void text(String name, DirectBuffer from, int offset, int length) {
            byte[] bytes = new byte[length];
            from.getBytes(offset, bytes);
            text.add(name + "'" + new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public void name(String name, String value) {
            text.add(name + ":" + value);
        }

        @Override
        public void time(String name, long micros) {
            text.add(name + "@" + micros);
        }

        @Override
        public void id(String name, long high, long low) {
            text.add(name + "=" + String.format("%016x%016x", high, low));
        }

        @Override
        public void opaque(String name, int length) {
            text.add(name + "#" + length);
        }

        @Override
        public void beginList(String name, int count) {
            text.add(name + "[" + count);
        }

        @Override
        public void beginItem() {
            text.add("{");
        }

        @Override
        public void endItem() {
            text.add("}");
        }

        @Override
        public void endList() {
            text.add("]");
        }
    }
}
