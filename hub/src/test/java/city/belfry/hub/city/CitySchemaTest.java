package city.belfry.hub.city;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is written about city.yaml is what its reader does: the documentation and the editors' schema.
///
/// `mvn -pl hub test -Dtest=CitySchemaTest -Dtest.args=-Dgolden.update=true` rewrites the documentation.
class CitySchemaTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("belfry.root", ".."), "docs", "configuration.md");
    private static final String BEGIN = "<!-- keys: written by CitySchemaTest -->\n";
    private static final String END = "<!-- end of keys -->\n";

    @Test
    void theDocumentationListsEveryKey() throws IOException {
        String text = Files.readString(DOCUMENT);
        String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        String after = text.substring(text.indexOf(END));
        String expected = before + "\n" + CitySchema.markdown() + "\n" + after;
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(DOCUMENT, expected);
        } else {
            assertEquals(expected, text, "run this test with -Dtest.args=-Dgolden.update=true");
        }
    }

    @Test
    void theSchemaNamesTheKeysOfTheRecords() {
        JsonNode schema = JsonMapper.shared().readTree(CitySchema.json());
        assertEquals(new HashSet<>(YamlRecords.keys(CityDocument.class)), names(schema.get("properties")));
        JsonNode dataset = schema.get("properties").get("datasets").get("items");
        assertEquals(new HashSet<>(YamlRecords.keys(DatasetEntry.class)), names(dataset.get("properties")));
        assertEquals("[\"id\",\"title\",\"source\"]", dataset.get("required").toString());
        assertEquals("[\"city\"]", schema.get("required").toString());
        assertTrue(
                dataset.get("properties").get("format").get("enum").toString().contains("\"n-triples\""));
    }

    private static Set<String> names(JsonNode object) {
        return new HashSet<>(object.propertyNames());
    }
}
