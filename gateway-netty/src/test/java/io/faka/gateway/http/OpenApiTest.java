package io.faka.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The description that the node serves is well-formed, refers to nothing that is not there, and has just the routes that there are. */
class OpenApiTest {
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "patch", "delete", "head", "options", "trace");

    private final Map<?, ?> description = read(new String(OpenApi.DOCUMENT, StandardCharsets.UTF_8));

    @Test
    void shouldNameEveryRouteWithItsMethodAndNoOther() {
        Set<String> described = new TreeSet<>();
        operations((path, method, operation) -> described.add(method.toUpperCase(Locale.ROOT) + " " + path));
        Set<String> routes = Arrays.stream(Route.values())
                .map(route -> route.method + " " + route.resource.template())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(described).isEqualTo(routes);
    }

    @Test
    void shouldReferOnlyToWhatIsThere() {
        Set<String> references = references();
        assertThat(references).hasSizeGreaterThan(15);
        for (String reference : references) {
            assertThat(at(reference)).as(reference).isInstanceOf(Map.class);
        }
    }

    @Test
    void shouldHaveNoComponentThatNothingRefersTo() {
        Set<String> unused = new TreeSet<>();
        ((Map<?, ?>) description.get("components")).forEach((kind, all) -> {
            if (!kind.equals("securitySchemes")) {
                ((Map<?, ?>) all).keySet().forEach(name -> unused.add("#/components/" + kind + "/" + name));
            }
        });
        unused.removeAll(references());
        assertThat(unused).isEmpty();
    }

    @Test
    void shouldGiveEveryOperationAnIdOfItsOwn() {
        List<Object> ids = new ArrayList<>();
        Map<?, ?> paths = (Map<?, ?>) description.get("paths");
        paths.values()
                .forEach(item -> ((Map<?, ?>) item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        ids.add(((Map<?, ?>) operation).get("operationId"));
                    }
                }));
        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates().hasSizeGreaterThan(40);
    }

    @Test
    void shouldDescribeEveryParameterOfAPath() {
        operations((path, method, operation) -> {
            Set<String> named = new TreeSet<>();
            Map<?, ?> item = resolved(((Map<?, ?>) description.get("paths")).get(path));
            for (Map<?, ?> holder : List.of(item, operation)) {
                List<?> parameters = holder.containsKey("parameters") ? (List<?>) holder.get("parameters") : List.of();
                for (Object parameter : parameters) {
                    if ("path".equals(resolved(parameter).get("in"))) {
                        named.add("{" + resolved(parameter).get("name") + "}");
                    }
                }
            }
            Set<String> needed = Pattern.compile("\\{[a-z_]+}")
                    .matcher(path)
                    .results()
                    .map(match -> match.group())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(named).as(method + " " + path).isEqualTo(needed);
        });
    }

    /** An unquoted 200 is a number as a key, and no response by its name. */
    @Test
    void shouldHaveTextAsKeysOnly() {
        walk(description, node -> {
            if (node instanceof Map<?, ?> map) {
                assertThat(map.keySet()).allMatch(String.class::isInstance);
            }
        });
    }

    @Test
    void shouldNotReadAKeyThatStandsTwice() {
        assertThatThrownBy(() -> read("a: {b: 1, b: 2}")).isInstanceOf(DuplicateKeyException.class);
    }

    private interface OperationSink {
        void accept(String path, String method, Map<?, ?> operation);
    }

    private void operations(OperationSink sink) {
        ((Map<?, ?>) description.get("paths"))
                .forEach((path, item) -> resolved(item).forEach((method, operation) -> {
                    if (METHODS.contains(method)) {
                        sink.accept((String) path, (String) method, (Map<?, ?>) operation);
                    }
                }));
    }

    private Set<String> references() {
        Set<String> references = new TreeSet<>();
        walk(description, node -> {
            if (node instanceof Map<?, ?> map && map.get("$ref") instanceof String reference) {
                references.add(reference);
            }
        });
        return references;
    }

    private static void walk(Object node, Consumer<Object> sink) {
        sink.accept(node);
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> walk(value, sink));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> walk(value, sink));
        }
    }

    private Map<?, ?> resolved(Object node) {
        Map<?, ?> map = (Map<?, ?>) node;
        return map.get("$ref") instanceof String reference ? (Map<?, ?>) at(reference) : map;
    }

    /** What a JSON pointer within the document points at; null if that is nothing. */
    private Object at(String reference) {
        assertThat(reference).startsWith("#/");
        Object node = description;
        for (String part : reference.substring(2).split("/")) {
            Object parent = node;
            String key = part.replace("~1", "/").replace("~0", "~");
            node = parent instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return node;
    }

    private static Map<?, ?> read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setWarnOnDuplicateKeys(true);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new CoreSchema());
        return yaml.load(text);
    }

    /** Which plain words are no text in the core schema of YAML 1.2: no "yes", "off" or dates among them. */
    private static final class CoreSchema extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, Pattern.compile("true|True|TRUE|false|False|FALSE"), "tTfF");
            addImplicitResolver(Tag.INT, Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"), "-+0123456789");
            addImplicitResolver(
                    Tag.FLOAT,
                    Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"),
                    "-+0123456789.");
            addImplicitResolver(Tag.NULL, Pattern.compile("~|null|Null|NULL"), "~nN\0");
            addImplicitResolver(Tag.NULL, Pattern.compile("^$"), null);
        }
    }
}
