package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.Options;
import city.belfry.mappings.rml.LogicalSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;

/// What could have been meant: names in the first records of a file that has no header. A file that cannot be read has
/// none; the run says why.
final class RecordNames {
    private static final int RECORDS_MAX = 20;
    private static final int NAMES_MAX = 500;
    private static final int XML_EVENTS_MAX = 20_000;

    private RecordNames() {}

    /// Ends the reading.
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        Enough() {
            super("enough", null, false, false);
        }
    }

    static List<String> ofJson(SourceFile file, LogicalSource source, Limits limits) {
        Fields fields = new Fields(source);
        int whole = fields.slot("$");
        Set<String> names = new LinkedHashSet<>();
        int[] records = new int[1];
        try {
            new JsonReader(limits)
                    .read(
                            file,
                            fields,
                            row -> {
                                for (int value = 0; value < row.count(whole); value++) {
                                    members(row.text(whole, value), names);
                                }
                                if (++records[0] == RECORDS_MAX) {
                                    throw new Enough();
                                }
                            },
                            new Findings(Options.standard(), finding -> {}));
        } catch (Enough | IOException | MappingException end) {
            return List.copyOf(names);
        }
        return List.copyOf(names);
    }

    /// Adds `name`, `name.inner`, `names[*].inner`.
    private static void members(String json, Set<String> names) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME && names.size() < NAMES_MAX) {
                    names.add(path(parser.streamReadContext()));
                }
            }
        } catch (JacksonException broken) {
            // The reader wrote the text, nested no deeper than it may be read; a name more or less is no matter.
            names.remove("");
        }
    }

    private static String path(@Nullable TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return "";
        }
        String around = path(context.getParent());
        if (context.inArray()) {
            return around + "[*]";
        }
        return around.isEmpty() ? context.currentName() : around + "." + context.currentName();
    }

    static List<String> ofXml(SourceFile file) {
        Set<String> names = new LinkedHashSet<>();
        try (InputStream in = file.open()) {
            XMLStreamReader xml = XmlParser.open(in);
            for (int events = 0; events < XML_EVENTS_MAX && names.size() < NAMES_MAX && xml.hasNext(); events++) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                names.add(
                        xml.getPrefix() == null || xml.getPrefix().isEmpty()
                                ? xml.getLocalName()
                                : xml.getPrefix() + ":" + xml.getLocalName());
                for (int at = 0; at < xml.getAttributeCount(); at++) {
                    names.add("@" + xml.getAttributeLocalName(at));
                }
            }
            xml.close();
        } catch (IOException | XMLStreamException | MappingException end) {
            return new ArrayList<>(names);
        }
        return new ArrayList<>(names);
    }
}
