package city.belfry.hub.city;

import city.belfry.hub.city.CityException.Code;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The peers in the text of a `city.yaml`, added and removed line by line, so that comments and order stay as their
/// author left them. The new text is read as a city before it takes the place of the old one.
public final class PeersSection {
    private static final String KEY = "peers";

    private final Path file;
    private final List<String> lines;
    /// Line of the key and what stands behind it.
    private final Optional<NodeTuple> section;

    private PeersSection(Path file, List<String> lines, Optional<NodeTuple> section) {
        this.file = file;
        this.lines = lines;
        this.section = section;
    }

    /// The section as it stands in the file of a city.
    ///
    /// @param file a city that was read without fault
    public static PeersSection of(CityFile file) {
        try {
            String text = Files.readString(file.path(), StandardCharsets.UTF_8);
            Optional<NodeTuple> section = new Compose(LoadSettings.builder().build())
                    .composeString(text)
                    .filter(MappingNode.class::isInstance)
                    .flatMap(root -> ((MappingNode) root)
                            .getValue().stream()
                                    .filter(tuple -> text(tuple.getKeyNode()).equals(KEY))
                                    .findFirst());
            return new PeersSection(file.path(), new ArrayList<>(text.lines().toList()), section);
        } catch (IOException e) {
            throw new CityException(
                    Code.CITY_FILE_MISSING, file.path() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    public void add(String id, String label, URI endpoint, Optional<URI> description, Optional<String> token) {
        if (items().stream().anyMatch(item -> isNamed(item, id))) {
            throw new CityException(
                    Code.CITY_VALUE_INVALID,
                    file + " has a peer '" + id + "' already. Remove it first or choose another name.");
        }
        List<String> entry = new ArrayList<>();
        entry.add("- id: " + id);
        entry.add("  label: " + quoted(label));
        entry.add("  endpoint: " + quoted(endpoint.toString()));
        description.ifPresent(address -> entry.add("  description: " + quoted(address.toString())));
        token.ifPresent(reference -> entry.add("  token: " + quoted(reference)));
        List<Node> items = items();
        if (items.isEmpty()) {
            section.ifPresent(empty -> lines.remove(line(empty.getKeyNode())));
            int at = section.map(empty -> line(empty.getKeyNode())).orElse(lines.size());
            lines.add(at, KEY + ":");
            insert(at + 1, entry, "  ");
        } else {
            Node last = items.getLast();
            insert(endLine(last), entry, " ".repeat(dashColumn(last)));
        }
        write();
    }

    public void remove(String id) {
        List<Node> items = items();
        Node item = items.stream().filter(each -> isNamed(each, id)).findFirst().orElseThrow(() -> {
            List<String> ids = items.stream().map(PeersSection::idOf).toList();
            return new CityException(
                    Code.CITY_VALUE_INVALID,
                    file + " has no peer '" + id + "'." + Nearest.hint(id, ids) + " It has: "
                            + (ids.isEmpty() ? "none" : String.join(", ", ids)) + ".");
        });
        lines.subList(line(item), endLine(item)).clear();
        if (items.size() == 1) {
            int key = line(section.orElseThrow().getKeyNode());
            lines.set(key, KEY + ": []");
        }
        write();
    }

    private void insert(int at, List<String> entry, String indent) {
        for (int i = 0; i < entry.size(); i++) {
            lines.add(at + i, indent + entry.get(i));
        }
    }

    /// Each peer on lines of its own; a list in brackets is only understood when it is empty.
    private List<Node> items() {
        Node value = section.map(NodeTuple::getValueNode).orElse(null);
        if (!(value instanceof SequenceNode list) || list.getValue().isEmpty()) {
            return List.of();
        }
        if (list.getFlowStyle() == FlowStyle.FLOW) {
            throw new CityException(
                    Code.CITY_VALUE_INVALID,
                    file + " line " + (line(list) + 1)
                            + ": the peers stand in brackets. Write each on a line of its own, "
                            + "beginning with a hyphen, so that one can be added or removed.");
        }
        return list.getValue();
    }

    private static boolean isNamed(Node item, String id) {
        return idOf(item).equals(id);
    }

    private static String idOf(Node item) {
        return item instanceof MappingNode entry
                ? entry.getValue().stream()
                        .filter(tuple -> text(tuple.getKeyNode()).equals("id"))
                        .map(tuple -> text(tuple.getValueNode()))
                        .findFirst()
                        .orElse("")
                : "";
    }

    private static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static int line(Node node) {
        return node.getStartMark().orElseThrow().getLine();
    }

    /// The line behind the last one of a node; blank lines and comments below belong to what follows.
    private int endLine(Node node) {
        var end = node.getEndMark().orElseThrow();
        // A block ends where the next thing begins, something in brackets behind its bracket.
        boolean isBegin = end.getLine() >= lines.size()
                || lines.get(end.getLine()).substring(0, end.getColumn()).isBlank();
        int last = Math.min(isBegin ? end.getLine() : end.getLine() + 1, lines.size());
        while (last > line(node) + 1 && isBlankOrComment(lines.get(last - 1))) {
            last--;
        }
        return last;
    }

    private static boolean isBlankOrComment(String line) {
        return line.isBlank() || line.stripLeading().startsWith("#");
    }

    private int dashColumn(Node item) {
        return lines.get(line(item)).indexOf('-');
    }

    /// A double-quoted scalar (YAML 1.2.2 §7.3.1).
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void write() {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(next, String.join("\n", lines) + "\n");
            try {
                CityFile.read(next);
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (IOException e) {
            throw new CityException(Code.CITY_FILE_MISSING, file + " cannot be written: " + e.getMessage() + ".", e);
        }
    }
}
