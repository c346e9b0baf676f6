package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML. A document streams past when the iterator and all references are simple paths (names, `@attribute`,
/// `text()`); for any other XPath it is held whole, within its limit, and asked with XPath 3.1.
///
/// A DOCTYPE is refused, so no entity is ever expanded and nothing is fetched.
public final class XmlReader implements RowReader {
    private final Limits limits;
    private final XMLInputFactory factory;

    public XmlReader(Limits limits) {
        this.limits = limits;
        factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    }

    @Override
    public Count read(SourceFile file, Fields fields, RowConsumer consumer, Findings findings) throws IOException {
        LogicalSource source = fields.source();
        Optional<List<XmlPath.Step>> iterator = XmlPath.absolute(source.iterator(), source.namespaces());
        Optional<XmlPath.Tree> tree = iterator.flatMap(found -> XmlPath.tree(fields));
        if (iterator.isEmpty() || tree.isEmpty()) {
            return new XPathDocument(limits).read(file, fields, consumer);
        }
        try (CountedStream in = new CountedStream(file.open())) {
            XMLStreamReader reader = reader(in, source.encoding());
            try {
                Walk walk = new Walk(reader, iterator.get(), tree.get(), fields, consumer, file.name());
                walk.run();
                return new Count(walk.records, in.count());
            } finally {
                reader.close();
            }
        } catch (XMLStreamException broken) {
            throw unreadable(file.name(), broken);
        }
    }

    private XMLStreamReader reader(InputStream in, String encoding) throws XMLStreamException {
        return encoding.startsWith("UTF-")
                ? factory.createXMLStreamReader(in)
                : factory.createXMLStreamReader(in, Charset.forName(encoding).name());
    }

    static MappingException doctype(String name, int line) {
        return new MappingException(
                Code.SOURCE_UNREADABLE,
                "%s line %d: the document has a DOCTYPE, which is refused; ask for it without one."
                        .formatted(name, line));
    }

    private static MappingException unreadable(String name, XMLStreamException broken) {
        int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
        return new MappingException(
                Code.SOURCE_UNREADABLE,
                "%s line %d: this is no well-formed XML: %s"
                        .formatted(
                                name, line, String.valueOf(broken.getMessage()).replace('\n', ' ')),
                broken);
    }

    /// One walk through one document.
    private final class Walk {
        private final XMLStreamReader reader;
        private final List<XmlPath.Step> iterator;
        private final XmlPath.Tree tree;
        private final RowConsumer consumer;
        private final String name;
        private final List<String> nulls;
        private final Row row;
        private final RowBytes bytes = new RowBytes();
        /// Values found in the record, by slot.
        private final List<List<String>> values = new ArrayList<>();
        /// Elements that are open in the record and wanted, innermost last.
        private final List<Capture> captures = new ArrayList<>();

        private long records;
        private int depth;
        private long recordSize;

        Walk(
                XMLStreamReader reader,
                List<XmlPath.Step> iterator,
                XmlPath.Tree tree,
                Fields fields,
                RowConsumer consumer,
                String name) {
            this.reader = reader;
            this.iterator = iterator;
            this.tree = tree;
            this.consumer = consumer;
            this.name = name;
            nulls = fields.source().nulls().stream()
                    .filter(text -> !text.isEmpty() || !fields.source().old())
                    .toList();
            row = new Row(fields.count());
            for (int slot = 0; slot < fields.count(); slot++) {
                values.add(new ArrayList<>(1));
            }
        }

        /// An open element whose text is wanted.
        private record Capture(List<Integer> slots, boolean direct, int depth, StringBuilder text) {}

        void run() throws XMLStreamException {
            int matched = 0;
            depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD ->
                        throw doctype(name, reader.getLocation().getLineNumber());
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        if (matched == depth - 1
                                && depth <= iterator.size()
                                && iterator.get(depth - 1).matches(reader.getNamespaceURI(), reader.getLocalName())) {
                            matched = depth;
                            if (matched == iterator.size()) {
                                record();
                                depth--;
                                matched = depth;
                            }
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        matched = Math.min(matched, depth);
                    }
                    default -> {}
                }
            }
        }

        private void enter() {
            if (++depth > limits.nestingDepth()) {
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "%s line %d: elements are nested deeper than the limit 'nestingDepth' of %d."
                                .formatted(name, reader.getLocation().getLineNumber(), limits.nestingDepth()));
            }
        }

        /// Reads the record whose start tag was just read, up to its end tag.
        private void record() throws XMLStreamException {
            long line = reader.getLocation().getLineNumber();
            recordSize = 0;
            int outer = depth;
            List<XmlPath.Tree> open = new ArrayList<>();
            start(tree, open);
            while (depth >= outer) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        start(open.getLast().child(reader.getNamespaceURI(), reader.getLocalName()), open);
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        end();
                        open.removeLast();
                        depth--;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw doctype(name, reader.getLocation().getLineNumber());
                    default -> {}
                }
            }
            depth = outer;
            emit(line);
        }

        private void start(XmlPath.Tree node, List<XmlPath.Tree> open) {
            open.add(node);
            for (XmlPath.Attribute attribute : node.attributes()) {
                for (int at = 0; at < reader.getAttributeCount(); at++) {
                    if (attribute.step().matches(reader.getAttributeNamespace(at), reader.getAttributeLocalName(at))) {
                        String value = reader.getAttributeValue(at);
                        attribute.slots().forEach(slot -> values.get(slot).add(value));
                    }
                }
            }
            if (!node.elementSlots().isEmpty()) {
                captures.add(new Capture(node.elementSlots(), false, depth, new StringBuilder()));
            }
            if (!node.textSlots().isEmpty()) {
                captures.add(new Capture(node.textSlots(), true, depth, new StringBuilder()));
            }
        }

        private void text() {
            for (Capture capture : captures) {
                if (!capture.direct() || capture.depth() == depth) {
                    capture.text().append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
                    recordSize += reader.getTextLength();
                }
            }
            if (recordSize > limits.recordBytes()) {
                throw new MappingException(
                        Code.LIMIT_REACHED,
                        "%s line %d: a record is larger than the limit 'recordBytes' of %d."
                                .formatted(name, reader.getLocation().getLineNumber(), limits.recordBytes()));
            }
        }

        private void end() {
            while (!captures.isEmpty() && captures.getLast().depth() == depth) {
                Capture capture = captures.removeLast();
                if (capture.direct() && capture.text().isEmpty()) {
                    continue;
                }
                String text = capture.text().toString();
                capture.slots().forEach(slot -> values.get(slot).add(text));
            }
        }

        private void emit(long line) {
            bytes.clear();
            row.begin(bytes.array(), line);
            for (int slot = 0; slot < values.size(); slot++) {
                List<String> found = values.get(slot);
                for (String value : found) {
                    if (!nulls.contains(value)) {
                        int start = bytes.length();
                        bytes.add(value);
                        row.add(slot, start, bytes.length(), Row.TEXT);
                    }
                }
                found.clear();
            }
            row.moved(bytes.array());
            records++;
            consumer.row(row);
        }
    }
}
