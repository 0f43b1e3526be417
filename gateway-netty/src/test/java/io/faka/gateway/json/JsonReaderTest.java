package io.faka.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

class JsonReaderTest {
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final int DOCUMENTS = 50_000;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"a\"",
        "\"b\"",
        "\"\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"\\n\\\"\\\\\\/\"",
        "\"é😀\"",
        "0",
        "-0",
        "1",
        "-1",
        "01",
        "1.5",
        "1e3",
        "1E+2",
        "-",
        ".5",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "true",
        "false",
        "null",
        "tru",
        "nul",
        " ",
        "\t",
        "\r\n",
        "\"",
        "\\",
        "'a'",
        "NaN",
        "+1",
        "//x",
        "\u0000",
        "\u000b",
        "\"\u0001\"",
        "\ufeff",
        "\"\\x\"",
        "\"\\u12\"",
        "1.",
        "1e",
        "\"unfinished"
    };

    @Test
    void shouldAgreeWithJacksonOnRandomDocuments() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = i % 3 == 0 ? soup(random) : mutated(valid(random, 0), random);
            List<String> expected = jackson(document);
            List<String> actual = own(document);
            if (!java.util.Objects.equals(actual, expected)) {
                assertThat(actual)
                        .as("seed %d, document %d: %s", seed, i, new String(document, StandardCharsets.UTF_8))
                        .isEqualTo(expected);
            }
            accepted += actual == null ? 0 : 1;
        }
        assertThat(accepted).as("seed %d: documents both take", seed).isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
    }

    @Test
    void shouldReadEveryKindOfValue() {
        assertThat(own(bytes(" {\"a\" : [1, -2.5e3, \"x\\ty\", true, false, null, {}], \"b\":\"\"}\n")))
                .containsExactly(
                        "{",
                        "name a",
                        "[",
                        "int 1",
                        "number",
                        "text x\ty",
                        "true",
                        "false",
                        "null",
                        "{",
                        "}",
                        "]",
                        "name b",
                        "text ",
                        "}");
    }

    @Test
    void shouldRefuseDeepNesting() {
        String deep = "[".repeat(JsonReader.MAX_DEPTH);
        assertThat(own(bytes(deep + "]".repeat(JsonReader.MAX_DEPTH)))).isNotNull();
        assertThat(own(bytes("[" + deep + "]".repeat(JsonReader.MAX_DEPTH + 1))))
                .isNull();
        assertThat(own(bytes("[".repeat(100_000)))).isNull();
    }

    @Test
    void shouldRefuseWhatIsNotUtf8() {
        for (int first = 0x80; first < 0x100; first++) {
            for (int second = 0; second < 0x100; second++) {
                byte[] document = {'"', (byte) first, (byte) second, (byte) 0x80, (byte) 0x80, '"'};
                for (int length = 2; length <= 5; length++) {
                    byte[] cut = Arrays.copyOf(document, length + 1);
                    cut[length] = '"';
                    if (own(cut) != null != isText(cut)) {
                        assertThat(cut).as("taken by one, refused by the other").isNull();
                    }
                }
            }
        }
    }

    private static boolean isText(byte[] quoted) {
        byte[] content = Arrays.copyOfRange(quoted, 1, quoted.length - 1);
        for (byte c : content) {
            if (c >= 0 && c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static List<String> own(byte[] document) {
        // With bytes around it, which must not be looked at.
        byte[] padded = new byte[document.length + 4];
        Arrays.fill(padded, (byte) '1');
        System.arraycopy(document, 0, padded, 2, document.length);
        JsonReader reader = new JsonReader();
        List<String> tokens = new ArrayList<>();
        try {
            reader.wrap(padded, 2, document.length);
            value(reader, tokens);
            reader.end();
            return tokens;
        } catch (RequestProblem problem) {
            return null;
        }
    }

    private static void value(JsonReader reader, List<String> tokens) {
        Text text = new Text();
        switch (reader.peek()) {
            case JsonReader.OBJECT -> {
                tokens.add("{");
                List<String> names = new ArrayList<>();
                reader.beginObject();
                while (reader.nextField(text)) {
                    if (names.contains(text.toString())) {
                        throw RequestProblem.malformed("twice");
                    }
                    names.add(text.toString());
                    tokens.add("name " + text);
                    value(reader, tokens);
                }
                tokens.add("}");
            }
            case JsonReader.ARRAY -> {
                tokens.add("[");
                reader.beginArray();
                while (reader.nextElement()) {
                    value(reader, tokens);
                }
                tokens.add("]");
            }
            case JsonReader.STRING -> {
                reader.string(text);
                tokens.add("text " + text);
            }
            case JsonReader.NUMBER -> tokens.add(reader.number() ? "int " + reader.integer() : "number");
            case JsonReader.NULL -> {
                reader.nul();
                tokens.add("null");
            }
            default -> tokens.add(Boolean.toString(reader.bool()));
        }
    }

    private static List<String> jackson(byte[] document) {
        // Jackson skips a byte order mark, guesses UTF-16 and UTF-32, and lets half a surrogate pass as a char; none of
        // it is ours.
        if (document.length == 0 || document[0] == (byte) 0xef || hasZero(document)) {
            return null;
        }
        List<String> tokens = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(ObjectReadContext.empty(), document)) {
            int depth = 0;
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += depth == 0 ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth > JsonReader.MAX_DEPTH || values > 1) {
                    return null;
                }
                values -= depth == 0 && token.isStructEnd() && values > 1 ? 1 : 0;
                String described = describe(parser, token);
                if (described == null) {
                    return null;
                }
                tokens.add(described);
            }
            return tokens.isEmpty() ? null : tokens;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static String describe(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "{";
            case END_OBJECT -> "}";
            case START_ARRAY -> "[";
            case END_ARRAY -> "]";
            case PROPERTY_NAME -> withoutHalves("name ", parser.currentName());
            case VALUE_STRING -> withoutHalves("text ", parser.getString());
            case VALUE_NUMBER_INT -> {
                var value = parser.getBigIntegerValue();
                yield value.bitLength() < 64 ? "int " + value : "number";
            }
            case VALUE_NUMBER_FLOAT -> "number";
            case VALUE_TRUE -> "true";
            case VALUE_FALSE -> "false";
            default -> "null";
        };
    }

    private static String withoutHalves(String kind, String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text) ? kind + text : null;
    }

    private static boolean hasZero(byte[] document) {
        for (byte c : document) {
            if (c == 0) {
                return true;
            }
        }
        return false;
    }

    private static byte[] soup(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return bytes(text.toString());
    }

    private static String valid(Random random, int depth) {
        int kind = random.nextInt(depth > 3 ? 4 : 6);
        StringBuilder text = new StringBuilder();
        switch (kind) {
            case 0 -> text.append(random.nextLong());
            case 1 ->
                text.append('"')
                        .append("aé\\u0041\\\\😀".substring(0, random.nextInt(2)))
                        .append('"');
            case 2 -> text.append(random.nextBoolean());
            case 3 -> text.append(random.nextInt(100)).append(random.nextBoolean() ? ".25" : "");
            case 4 -> {
                text.append('[');
                for (int i = random.nextInt(4); i > 0; i--) {
                    text.append(valid(random, depth + 1)).append(i > 1 ? " , " : "");
                }
                text.append(']');
            }
            default -> {
                text.append('{');
                for (int i = random.nextInt(4); i > 0; i--) {
                    text.append("\"f")
                            .append(i)
                            .append("\":")
                            .append(valid(random, depth + 1))
                            .append(i > 1 ? "," : "");
                }
                text.append('}');
            }
        }
        return text.toString();
    }

    private static byte[] mutated(String valid, Random random) {
        byte[] document = bytes(valid);
        if (document.length == 0 || random.nextInt(3) == 0) {
            return document;
        }
        int at = random.nextInt(document.length);
        switch (random.nextInt(4)) {
            case 0 -> document[at] = (byte) random.nextInt(256);
            case 1 -> document = Arrays.copyOf(document, at);
            case 2 -> document[at] = document[random.nextInt(document.length)];
            default -> document[at] ^= (byte) (1 << random.nextInt(8));
        }
        return document;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
