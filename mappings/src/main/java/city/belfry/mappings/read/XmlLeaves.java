package city.belfry.mappings.read;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.Options;
import city.belfry.mappings.privacy.Treatment;
import city.belfry.mappings.rml.LogicalSource;
import com.fasterxml.aalto.UncheckedStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts and attributes of the records of an XML document, by their path from the record. Where the iterator is no
/// simple path, the document is one record.
final class XmlLeaves {
    private final List<Treatment> treatments;
    private final LogicalSource source;
    private final WholeRecords.Taker taker;
    private final int textMax;
    private final int depthMax;
    private final List<String> path = new ArrayList<>();
    private final List<StringBuilder> texts = new ArrayList<>();

    private XmlLeaves(LogicalSource source, Options options, WholeRecords.Taker taker) {
        this.source = source;
        this.taker = taker;
        treatments = options.treatments();
        textMax = options.limits().recordBytes();
        depthMax = options.limits().nestingDepth();
    }

    static void each(SourceFile file, LogicalSource source, Options options, WholeRecords.Taker taker)
            throws IOException {
        try (InputStream in = file.open()) {
            XMLStreamReader reader = XmlParser.open(in, source.encoding());
            try {
                new XmlLeaves(source, options, taker).walk(reader, file.name());
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | UncheckedStreamException broken) {
            throw XmlParser.unreadable(file.name(), broken);
        }
    }

    private void walk(XMLStreamReader reader, String name) throws XMLStreamException {
        Optional<List<XmlPath.Step>> iterator = XmlPath.absolute(source.iterator(), source.namespaces());
        List<XmlPath.Step> steps = iterator.orElse(List.of());
        if (iterator.isEmpty()) {
            taker.begin(1, "");
        }
        int depth = 0;
        int matched = 0;
        // Depth of the record's element; of a whole document all elements lie in the record.
        int record = iterator.isEmpty() ? 0 : -1;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD ->
                    throw XmlParser.doctype(name, reader.getLocation().getLineNumber());
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++depth > depthMax) {
                        throw new MappingException(
                                Code.LIMIT_REACHED,
                                "%s line %d: elements are nested deeper than the limit 'nestingDepth' of %d."
                                        .formatted(name, reader.getLocation().getLineNumber(), depthMax));
                    }
                    if (record < 0
                            && matched == depth - 1
                            && depth <= steps.size()
                            && steps.get(depth - 1).matches(reader.getNamespaceURI(), reader.getLocalName())) {
                        matched = depth;
                        if (matched == steps.size()) {
                            record = depth;
                            taker.begin(reader.getLocation().getLineNumber(), "");
                        }
                    } else if (record >= 0) {
                        path.add(name(reader.getPrefix(), reader.getLocalName()));
                    }
                    if (record >= 0) {
                        attributes(reader);
                        texts.add(new StringBuilder());
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (!texts.isEmpty() && texts.getLast().length() < textMax) {
                        texts.getLast().append(reader.getText());
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (record >= 0 && !texts.isEmpty()) {
                        tell(
                                String.join("/", path),
                                texts.removeLast().toString().strip());
                        if (!path.isEmpty()) {
                            path.removeLast();
                        }
                    }
                    if (record == depth && record > 0) {
                        record = -1;
                    }
                    depth--;
                    matched = Math.min(matched, depth);
                }
                default -> {}
            }
        }
    }

    private void attributes(XMLStreamReader reader) {
        for (int at = 0; at < reader.getAttributeCount(); at++) {
            String attribute = "@" + name(reader.getAttributePrefix(at), reader.getAttributeLocalName(at));
            tell(path.isEmpty() ? attribute : String.join("/", path) + "/" + attribute, reader.getAttributeValue(at));
        }
    }

    private static String name(String prefix, String local) {
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }

    private void tell(String field, String text) {
        if (text.isEmpty()) {
            return;
        }
        Optional<String> left = Optional.of(text);
        for (Treatment treatment : treatments) {
            if (!treatment.isKept() && TreatedRows.meet(treatment.field(), field.isEmpty() ? "." : field)) {
                left = left.flatMap(treatment::of);
            }
        }
        left.ifPresent(value -> taker.value(field.isEmpty() ? "." : field, value));
    }
}
