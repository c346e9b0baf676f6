package city.belfry.mappings.read;

import city.belfry.mappings.Limits;
import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource;
import com.fasterxml.aalto.UncheckedStreamException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads XML. A document streams past when the iterator and all references are simple paths (names, `@attribute`,
/// `text()`); for any other XPath it is held whole, within its limit, and asked with XPath 3.1.
///
/// A DOCTYPE is refused, so no entity is ever expanded and nothing is fetched.
public final class XmlReader implements RowReader {
    private final Limits limits;

    public XmlReader(Limits limits) {
        this.limits = limits;
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
            XMLStreamReader reader = XmlParser.open(in, source.encoding());
            try {
                Walk walk = new Walk(reader, iterator.get(), tree.get(), fields, consumer, file.name());
                walk.run();
                return new Count(walk.records, in.count());
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | UncheckedStreamException broken) {
            throw XmlParser.unreadable(file.name(), broken);
        }
    }

    /// One walk through one document.
    private final class Walk {
        private final XMLStreamReader reader;
        private final List<XmlPath.Step> iterator;
        private final XmlPath.Tree tree;
        private final RowConsumer consumer;
        private final String name;
        private final byte[][] nulls;
        private final Row row;
        private final RowBytes bytes = new RowBytes();
        /// Values found in the record, in the order of the document.
        private int[] slots = new int[32];

        private int[] starts = new int[32];
        private int[] ends = new int[32];
        private int found;
        /// Number of values of each slot.
        private final int[] counts;
        /// Elements that are open in the record and wanted, innermost last; those behind `captured` wait to be used
        /// again.
        private final List<Capture> captures = new ArrayList<>();

        private int captured;
        /// Elements that are open in the record, innermost last.
        private final List<XmlPath.Tree> open = new ArrayList<>();

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
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toArray(byte[][]::new);
            row = new Row(fields.count());
            counts = new int[fields.count()];
        }

        /// An open element whose text is wanted.
        private static final class Capture {
            private final RowBytes text = new RowBytes();
            private List<Integer> slots = List.of();
            /// Only its own text, not that of the elements below it.
            private boolean direct;

            private int depth;
        }

        void run() throws XMLStreamException {
            int matched = 0;
            depth = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.DTD ->
                        throw XmlParser.doctype(name, reader.getLocation().getLineNumber());
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
            open.clear();
            start(tree);
            while (depth >= outer) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        enter();
                        start(open.getLast().child(reader.getNamespaceURI(), reader.getLocalName()));
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        end();
                        open.removeLast();
                        depth--;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw XmlParser.doctype(name, reader.getLocation().getLineNumber());
                    default -> {}
                }
            }
            depth = outer;
            emit(line);
        }

        private void start(XmlPath.Tree node) {
            open.add(node);
            for (XmlPath.Attribute attribute : node.attributes()) {
                for (int at = 0; at < reader.getAttributeCount(); at++) {
                    if (attribute.step().matches(reader.getAttributeNamespace(at), reader.getAttributeLocalName(at))) {
                        int from = bytes.length();
                        bytes.add(reader.getAttributeValue(at));
                        found(attribute.slots(), from);
                    }
                }
            }
            if (!node.elementSlots().isEmpty()) {
                capture(node.elementSlots(), false);
            }
            if (!node.textSlots().isEmpty()) {
                capture(node.textSlots(), true);
            }
        }

        private void capture(List<Integer> wanted, boolean direct) {
            if (captured == captures.size()) {
                captures.add(new Capture());
            }
            Capture capture = captures.get(captured++);
            capture.text.clear();
            capture.slots = wanted;
            capture.direct = direct;
            capture.depth = depth;
        }

        /// What was added to the bytes is a value.
        private void found(List<Integer> wanted, int from) {
            for (byte[] nothing : nulls) {
                if (Arrays.equals(bytes.array(), from, bytes.length(), nothing, 0, nothing.length)) {
                    return;
                }
            }
            // Hot code: no iterator.
            for (int at = 0; at < wanted.size(); at++) {
                int slot = wanted.get(at);
                if (found == slots.length) {
                    slots = Arrays.copyOf(slots, found * 2);
                    starts = Arrays.copyOf(starts, found * 2);
                    ends = Arrays.copyOf(ends, found * 2);
                }
                slots[found] = slot;
                starts[found] = from;
                ends[found++] = bytes.length();
                counts[slot]++;
            }
        }

        private void text() {
            for (int at = 0; at < captured; at++) {
                Capture capture = captures.get(at);
                if (!capture.direct || capture.depth == depth) {
                    capture.text.add(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
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
            while (captured > 0 && captures.get(captured - 1).depth == depth) {
                Capture capture = captures.get(--captured);
                if (capture.direct && capture.text.length() == 0) {
                    continue;
                }
                int from = bytes.length();
                bytes.add(capture.text);
                found(capture.slots, from);
            }
        }

        private void emit(long line) {
            row.begin(bytes.array(), line);
            for (int at = 0; at < found; at++) {
                int slot = slots[at];
                if (counts[slot] == 1) {
                    row.add(slot, starts[at], ends[at], Row.TEXT);
                } else if (row.count(slot) == 0) {
                    // The values of one slot are added together.
                    for (int other = at; other < found; other++) {
                        if (slots[other] == slot) {
                            row.add(slot, starts[other], ends[other], Row.TEXT);
                        }
                    }
                }
            }
            Arrays.fill(counts, 0);
            found = 0;
            records++;
            consumer.row(row);
            bytes.clear();
        }
    }
}
