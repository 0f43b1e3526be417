package io.faka.engine.schema;

import io.faka.engine.schema.BlockLayout.DataLayout;
import io.faka.engine.schema.BlockLayout.ListLayout;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads the schema files that the codecs are generated from. */
final class SchemaParser {
    /** The names of these are written in upper case on every interface. */
    private static final Set<String> UPPER_CASE = Set.of("OrderState", "UnitState", "OrderMode");

    private static final String HIGH = "High";
    private static final String LOW = "Low";

    private final Map<String, Element> types = new HashMap<>();

    private SchemaParser() {}

    /** @param name of a schema beside this class, which uses the common types */
    static MessageSchema parse(String name) {
        SchemaParser parser = new SchemaParser();
        parser.addTypes(document("common.xml"));
        Element schema = document(name);
        parser.addTypes(schema);
        Map<Integer, MessageSchema.Message> messages = new HashMap<>();
        for (Element message : children(schema, "message")) {
            messages.put(
                    Integer.parseInt(message.getAttribute("id")),
                    new MessageSchema.Message(snake(message.getAttribute("name")), parser.block(message)));
        }
        return new MessageSchema(Integer.parseInt(schema.getAttribute("id")), messages);
    }

    private static Element document(String name) {
        try (InputStream in = SchemaParser.class.getResourceAsStream(name)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(in).getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("this build lacks a readable schema " + name, e);
        }
    }

    private void addTypes(Element root) {
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                if (element.getTagName().equals("types")) {
                    addTypes(element);
                } else if (Set.of("type", "enum", "composite").contains(element.getTagName())) {
                    types.put(element.getAttribute("name"), element);
                }
            }
        }
    }

    private BlockLayout block(Element parent) {
        List<ListLayout> lists = new ArrayList<>();
        for (Element group : children(parent, "group")) {
            lists.add(new ListLayout(snake(group.getAttribute("name")), block(group)));
        }
        List<DataLayout> data = new ArrayList<>();
        for (Element one : children(parent, "data")) {
            data.add(data(one));
        }
        return new BlockLayout(fields(parent), lists, data);
    }

    private List<FieldLayout> fields(Element parent) {
        List<FieldLayout> fields = new ArrayList<>();
        List<Element> elements = children(parent, "field");
        int offset = 0;
        for (int i = 0; i < elements.size(); i++) {
            String name = elements.get(i).getAttribute("name");
            boolean isId = name.endsWith(HIGH)
                    && i + 1 < elements.size()
                    && elements.get(i + 1)
                            .getAttribute("name")
                            .equals(name.substring(0, name.length() - HIGH.length()) + LOW);
            FieldLayout field = isId
                    ? new FieldLayout(
                            snake(name.substring(0, name.length() - HIGH.length())),
                            FieldLayout.Kind.ID,
                            "int64",
                            offset,
                            Map.of())
                    : field(name, elements.get(i).getAttribute("type"), offset);
            fields.add(field);
            offset = field.end();
            i += isId ? 1 : 0;
        }
        return fields;
    }

    private FieldLayout field(String name, String type, int offset) {
        Element declared = types.get(type);
        if (declared != null && declared.getTagName().equals("enum")) {
            return new FieldLayout(
                    snake(name),
                    FieldLayout.Kind.NAME,
                    declared.getAttribute("encodingType"),
                    offset,
                    values(declared));
        }
        String primitive = declared == null ? type : declared.getAttribute("primitiveType");
        if (type.equals("currency")) {
            return new FieldLayout(snake(name), FieldLayout.Kind.CURRENCY, primitive, offset, Map.of());
        }
        if (name.endsWith("Micros")) {
            String time = snake(name.substring(0, name.length() - "Micros".length()));
            return new FieldLayout(time, FieldLayout.Kind.TIME, primitive, offset, Map.of());
        }
        String plain = name.endsWith("Millis") ? name.substring(0, name.length() - "illis".length()) + "s" : name;
        return new FieldLayout(snake(plain), FieldLayout.Kind.NUMBER, primitive, offset, Map.of());
    }

    private static Map<Long, String> values(Element declared) {
        boolean upper = UPPER_CASE.contains(declared.getAttribute("name"));
        Map<Long, String> values = new HashMap<>();
        for (Element value : children(declared, "validValue")) {
            String name = value.getAttribute("name");
            values.put(Long.parseLong(value.getTextContent().trim()), upper ? name : name.toLowerCase(Locale.ROOT));
        }
        return values;
    }

    private DataLayout data(Element data) {
        Element composite = types.get(data.getAttribute("type"));
        String length = "";
        boolean isText = false;
        for (Element part : children(composite, "type")) {
            if (part.getAttribute("name").equals("length")) {
                length = part.getAttribute("primitiveType");
            } else {
                isText = !part.getAttribute("characterEncoding").isEmpty();
            }
        }
        return new DataLayout(snake(data.getAttribute("name")), FieldLayout.size(length), isText);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                children.add(element);
            }
        }
        return children;
    }

    /** {@code unitPrice} as {@code unit_price}. */
    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder(camel.length() + 4);
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c) && i > 0) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
