package io.faka.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class ReplyCodesTest {
    @Test
    void shouldFindTheCodeOfEveryReplyThatHasOne() throws ReflectiveOperationException {
        int found = 0;
        for (JavaClass type : new ClassFileImporter().importPackages("io.faka.codec.reply")) {
            if (type.getSimpleName().endsWith("Decoder")
                    && type.tryGetField("TEMPLATE_ID").isPresent()
                    && type.tryGetMethod("codeEncodingOffset").isPresent()) {
                Class<?> decoder = type.reflect();
                int offset = (int) decoder.getMethod("codeEncodingOffset").invoke(null);
                UnsafeBuffer reply = new UnsafeBuffer(new byte[512]);
                reply.putShort(4 + 2, ((Integer) decoder.getField("TEMPLATE_ID").get(null)).shortValue());
                reply.putByte(4 + 8 + offset, (byte) 200);
                assertThat(ReplyCodes.of(reply, 4)).as(decoder.getName()).isEqualTo(200);
                found++;
            }
        }
        assertThat(found).isPositive();
    }
}
