package city.belfry.mappings.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.core.Quad;
import org.junit.jupiter.api.Test;

/// What is written as text to be kept aside is read back as it was.
class QuadReaderTest {
    private static final String TEXT = "aZ09 \"\\\n\r\t<>{}|^`'_:@XbX\u00e9\u4e2d";

    @Test
    void readsBackWhateverWasWritten() {
        SplittableRandom random = new SplittableRandom(5);
        QuadText text = new QuadText();
        for (int turn = 0; turn < 2_000; turn++) {
            Node graph = random.nextBoolean() ? Quad.defaultGraphNodeGenerated : iri(random);
            Node subject = random.nextBoolean() ? iri(random) : blank(random);
            Quad quad = Quad.create(graph, subject, iri(random), object(random, 2));
            text.write(quad);
            assertEquals(quad, QuadReader.quad(text.bytes(), 0, text.length()));
        }
    }

    @Test
    void aTermEndsWhereItIsSaidToThoughOtherBytesFollow() {
        for (Node node : List.of(
                NodeFactory.createBlankNode("a"),
                NodeFactory.createLiteralString("a"),
                NodeFactory.createLiteralLang("a", "fr"))) {
            byte[] text = QuadText.of(node);
            byte[] longer = Arrays.copyOf(text, text.length + 4);
            Arrays.fill(longer, text.length, longer.length, (byte) (node.isBlank() ? '1' : '@'));
            assertEquals(node, QuadReader.term(longer, 0, text.length));
        }
    }

    @Test
    void readsBackOneTerm() {
        SplittableRandom random = new SplittableRandom(6);
        List<Node> nodes = new ArrayList<>();
        for (int turn = 0; turn < 500; turn++) {
            nodes.add(object(random, 2));
        }
        for (Node node : nodes) {
            byte[] bytes = QuadText.of(node);
            assertEquals(node, QuadReader.term(bytes, 0, bytes.length));
            // What lies behind is left alone.
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 3);
            Arrays.fill(longer, bytes.length, longer.length, (byte) '0');
            assertEquals(node, QuadReader.term(longer, 0, bytes.length));
        }
    }

    private static Node iri(SplittableRandom random) {
        return NodeFactory.createURI("http://example.org/" + text(random));
    }

    private static Node blank(SplittableRandom random) {
        return NodeFactory.createBlankNode(text(random));
    }

    private static Node object(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 6)) {
            case 0 -> iri(random);
            case 1 -> blank(random);
            case 2 -> NodeFactory.createLiteralString(text(random));
            case 3 -> NodeFactory.createLiteralLang(text(random), "fr-BE");
            case 4 -> NodeFactory.createLiteralDT(text(random), XSDDatatype.XSDinteger);
            default -> NodeFactory.createTripleTerm(Triple.create(iri(random), iri(random), object(random, depth - 1)));
        };
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            text.append(TEXT.charAt(random.nextInt(TEXT.length())));
        }
        return text.toString();
    }
}
