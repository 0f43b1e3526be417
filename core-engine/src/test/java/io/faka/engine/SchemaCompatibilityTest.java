package io.faka.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * What is on disk and on the wire stays readable. {@code wire/layout.txt} pins every message, field, offset and enum value; a line
 * may be added to it, none may change or go. {@code wire/messages.txt} holds bytes as an earlier build wrote them, and what they
 * say.
 */
class SchemaCompatibilityTest {
    private static final Path WIRE = Path.of("src", "test", "resources", "wire");

    @Test
    void shouldKeepEveryMessageFieldAndValueWhereItIs() throws Exception {
        TreeSet<String> lines = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPackages("io.faka.codec")) {
            Class<?> codec = type.reflect();
            if (codec.isEnum()) {
                addEnum(codec, lines);
            } else if (codec.getSimpleName().endsWith("Decoder")) {
                addLayout(codec, lines);
            }
        }
        String layout = String.join("\n", lines) + "\n";
        writeIfAsked("layout.txt", layout);
        assertThat(layout).isEqualTo(Files.readString(WIRE.resolve("layout.txt"), StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadTheBytesOfEarlierBuilds() throws Exception {
        List<String> lines = Files.readAllLines(WIRE.resolve("messages.txt"), StandardCharsets.UTF_8);
        assertThat(lines).hasSizeGreaterThanOrEqualTo(2 * 8);
        List<String> read = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            String[] words = lines.get(i).split(" ");
            read.add(lines.get(i));
            read.add(decode(words[0], HexFormat.of().parseHex(words[1])));
        }
        if (Boolean.getBoolean("faka.wire.write")) {
            Files.write(WIRE.resolve("messages.txt"), read, StandardCharsets.UTF_8);
        }
        assertThat(read).isEqualTo(lines);
    }

    private static String decode(String message, byte[] bytes) throws ReflectiveOperationException {
        Class<?> type = Class.forName("io.faka.codec." + message + "Decoder");
        DirectBuffer buffer = new UnsafeBuffer(bytes);
        assertThat(buffer.getShort(2))
                .isEqualTo(((Integer) type.getField("TEMPLATE_ID").get(null)).shortValue());
        assertThat(buffer.getShort(4))
                .isEqualTo(((Integer) type.getField("SCHEMA_ID").get(null)).shortValue());
        Object decoder = type.getConstructor().newInstance();
        type.getMethod("wrap", DirectBuffer.class, int.class, int.class, int.class)
                .invoke(decoder, buffer, 8, (int) buffer.getShort(0), (int) buffer.getShort(6));
        return decoder.toString();
    }

    private static void addEnum(Class<?> type, TreeSet<String> lines) throws ReflectiveOperationException {
        TreeMap<Integer, String> values = new TreeMap<>();
        for (Object constant : type.getEnumConstants()) {
            if (!constant.toString().equals("NULL_VAL") && !type.getSimpleName().equals("MetaAttribute")) {
                Number value = (Number) type.getMethod("value").invoke(constant);
                values.put(value.intValue(), constant.toString());
            }
        }
        values.forEach((value, name) -> lines.add("%s %03d %s".formatted(nameOf(type), value, name)));
    }

    private static void addLayout(Class<?> type, TreeSet<String> lines) throws ReflectiveOperationException {
        for (Method method : type.getMethods()) {
            String name = method.getName();
            if (Modifier.isStatic(method.getModifiers()) && name.endsWith("EncodingOffset")) {
                String field = name.substring(0, name.length() - "EncodingOffset".length());
                Object length = type.getMethod(field + "EncodingLength").invoke(null);
                lines.add("%s %03d +%s %s".formatted(nameOf(type), (Integer) method.invoke(null), length, field));
            } else if (Modifier.isStatic(method.getModifiers()) && name.endsWith("HeaderLength")) {
                String field = name.substring(0, name.length() - "HeaderLength".length());
                Object id = type.getMethod(field + "Id").invoke(null);
                lines.add("%s text %s length %s id %s".formatted(nameOf(type), field, method.invoke(null), id));
            }
        }
        for (var constant : type.getFields()) {
            boolean pinned =
                    constant.getName().matches("BLOCK_LENGTH|TEMPLATE_ID|SCHEMA_ID|ENCODED_LENGTH|HEADER_SIZE");
            if (pinned) {
                lines.add("%s %s %s".formatted(nameOf(type), constant.getName(), constant.get(null)));
            }
        }
    }

    private static String nameOf(Class<?> type) {
        return type.getName().substring("io.faka.codec.".length()).replace("Decoder", "");
    }

    private static void writeIfAsked(String file, String content) throws IOException {
        if (Boolean.getBoolean("faka.wire.write")) {
            Files.writeString(WIRE.resolve(file), content, StandardCharsets.UTF_8);
        }
    }
}
