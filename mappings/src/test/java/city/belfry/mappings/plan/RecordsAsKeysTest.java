package city.belfry.mappings.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import city.belfry.mappings.rml.TermMap;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.graph.NodeFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Records whose `equals` is written out are equal when all their components are, as Java's own would be. A component
/// that is forgotten there would make two sources one.
class RecordsAsKeysTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                LogicalSource.class,
                LogicalSource.Dialect.class,
                Access.File.class,
                Term.class,
                Term.Piece.class,
                Term.Source.Constant.class,
                Term.Source.Slot.class,
                Term.Source.Template.class,
                Scan.Index.class
            })
    void allComponentsCount(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int at = 0; at < values.length; at++) {
            values[at] = sample(components[at].getType(), false);
        }
        Object one = made(type, values);
        assertEquals(one, made(type, values));
        assertEquals(one.hashCode(), made(type, values).hashCode());
        for (int at = 0; at < values.length; at++) {
            Object[] others = values.clone();
            others[at] = sample(components[at].getType(), true);
            assertNotEquals(one, made(type, others), components[at].getName());
        }
    }

    private static Object made(Class<?> type, Object... values) throws ReflectiveOperationException {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class[]::new);
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    /// One of two values of a type, which are not equal.
    private static Object sample(Class<?> type, boolean other) {
        if (type.isEnum()) {
            return type.getEnumConstants()[other ? 1 : 0];
        }
        String text = other ? "b" : "a";
        return switch (type.getSimpleName()) {
            case "boolean" -> other;
            case "int" -> other ? 2 : 1;
            case "char" -> text.charAt(0);
            case "String" -> text;
            case "List" -> List.of(text);
            case "Map" -> Map.of(text, text);
            case "Optional" -> Optional.of(text);
            case "Node" -> NodeFactory.createURI("http://example.org/" + text);
            case "Access" -> new Access.RdfFile(text, "");
            case "Dialect" ->
                new LogicalSource.Dialect(text.charAt(0), Optional.empty(), Optional.empty(), "", true, 0, true);
            case "Source" -> new Term.Source.Fresh(other ? 2 : 1);
            case "Term" ->
                new Term(
                        new Term.Source.Fresh(other ? 2 : 1),
                        TermMap.Type.IRI,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        "",
                        true);
            default -> throw new IllegalArgumentException("a record has a component of the type " + type);
        };
    }
}
