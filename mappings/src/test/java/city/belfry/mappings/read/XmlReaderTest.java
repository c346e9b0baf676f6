package city.belfry.mappings.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import city.belfry.mappings.Limits;
import city.belfry.mappings.Options;
import city.belfry.mappings.rml.Access;
import city.belfry.mappings.rml.LogicalSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the XML reader makes of a record while the document streams past.
class XmlReaderTest {
    /// Values of each record, a list per reference.
    private static List<List<List<String>>> read(String xml, List<String> references) throws IOException {
        LogicalSource source = new LogicalSource(
                new Access.File("t.xml", Access.Compression.UNTOLD),
                LogicalSource.Format.XML,
                "/all/one",
                "UTF-8",
                LogicalSource.Dialect.standard(),
                List.of("none"),
                false,
                List.of(),
                List.of(),
                Map.of(),
                false);
        Fields fields = new Fields(source);
        references.forEach(fields::slot);
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        List<List<List<String>>> records = new ArrayList<>();
        new XmlReader(Limits.standard())
                .read(
                        new SourceFile("t.xml", "t.xml", bytes.length, () -> new ByteArrayInputStream(bytes)),
                        fields,
                        row -> {
                            List<List<String>> record = new ArrayList<>();
                            for (int slot = 0; slot < references.size(); slot++) {
                                List<String> values = new ArrayList<>();
                                for (int at = 0; at < row.count(slot); at++) {
                                    values.add(row.text(slot, at));
                                }
                                record.add(values);
                            }
                            records.add(record);
                        },
                        new Findings(Options.standard(), finding -> {}));
        return records;
    }

    @Test
    void keepsTheValuesOfAReferenceTogetherWhenElementsAlternate() throws IOException {
        assertEquals(
                List.of(
                        List.of(List.of("1", "2", ""), List.of("x", "y"), List.of("7")),
                        List.of(List.of(), List.of("z"), List.of())),
                read(
                        "<all><one k='7'><a>1</a><b>x</b><a>2</a><c/><b>y</b><a>none</a><a/></one><one><b>z</b></one></all>",
                        List.of("a", "b", "@k")));
    }

    @Test
    void tellsOwnTextFromThatOfElementsBelow() throws IOException {
        assertEquals(
                List.of(List.of(List.of("p <q> r"), List.of("p  r"), List.of("<q>"))),
                read("<all><one><a>p <i>&lt;<![CDATA[q]]>></i> r</a></one></all>", List.of("a", "a/text()", "a/i")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 1_999, 2_000, 4_095, 5_000, 70_001})
    void keepsCharactersBeyondTheBasicPlaneWhole(int length) throws IOException {
        String text = "a" + "\uD83D\uDE8B".repeat(length) + "\u00e9";
        assertEquals(List.of(List.of(List.of(text))), read("<all><one><a>" + text + "</a></one></all>", List.of("a")));
    }
}
