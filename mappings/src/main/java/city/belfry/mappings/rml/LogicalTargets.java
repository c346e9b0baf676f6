package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException;
import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalTarget.Serialization;
import city.belfry.mappings.rml.LogicalTarget.Writing;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.jena.graph.Node;

/// Reads the targets that term maps name (RML-IO, sections "Logical Target vocabulary" and "Logical Target in RML").
final class LogicalTargets {
    private static final Set<String> LOGICAL_TARGET_TERMS =
            Set.of("target", "serialization", "compression", "encoding", "mode");
    private static final Set<String> TARGET_TERMS =
            Set.of("path", "root", "serialization", "compression", "encoding", "mode");

    private final DocumentGraph graph;
    private final TermMaps termMaps;
    private final Map<Node, LogicalTarget> read = new HashMap<>();
    private final Map<String, LogicalTarget> byPath = new HashMap<>();

    LogicalTargets(DocumentGraph graph, TermMaps termMaps) {
        this.graph = graph;
        this.termMaps = termMaps;
    }

    /// The targets of a term map, in the order of the document.
    List<LogicalTarget> of(Node termMap) {
        List<LogicalTarget> targets = new ArrayList<>();
        for (Node node : graph.objects(termMap, Vocabulary.rml("logicalTarget"))) {
            LogicalTarget target = read.computeIfAbsent(node, this::target);
            if (!targets.contains(target)) {
                targets.add(target);
            }
        }
        return List.copyOf(targets);
    }

    private LogicalTarget target(Node node) {
        termMaps.checkTerms(node, LOGICAL_TARGET_TERMS, "a logical target");
        List<Node> accesses = graph.objects(node, Vocabulary.rml("target"));
        if (accesses.size() != 1 || accesses.getFirst().isLiteral()) {
            throw invalid(
                    node,
                    "a logical target needs exactly one rml:target that says how it is reached, not %d."
                            .formatted(accesses.size()));
        }
        Node access = accesses.getFirst();
        termMaps.checkTerms(access, TARGET_TERMS, "a target");
        List<Node> described = List.of(node, access);
        LogicalTarget target = new LogicalTarget(
                normal(path(access), access),
                serialization(described),
                compression(described),
                encoding(described),
                appends(described, node));
        if (target.appends()) {
            checkAppending(target, node);
        }
        LogicalTarget other = byPath.putIfAbsent(target.path(), target);
        if (other != null && !other.equals(target)) {
            throw invalid(
                    node,
                    "two logical targets write the file '%s' in different ways (%s, %s); give one of them another path."
                            .formatted(
                                    target.path(),
                                    other.serialization().format(),
                                    target.serialization().format()));
        }
        return target;
    }

    /// A path in the file system; `rml:root` as text goes before it, the two named roots are the folder of the run.
    private String path(Node access) {
        Optional<String> path = text(access, Vocabulary.rml("path"));
        if (path.isPresent()) {
            for (Node root : graph.objects(access, Vocabulary.rml("root"))) {
                if (root.isLiteral()) {
                    return root.getLiteralLexicalForm() + "/" + path.get();
                }
                if (!root.equals(Vocabulary.rml("CurrentWorkingDirectory"))
                        && !root.equals(Vocabulary.rml("MappingDirectory"))) {
                    throw invalid(
                            access,
                            "rml:root is rml:CurrentWorkingDirectory, rml:MappingDirectory or a text, not %s."
                                    .formatted(root));
                }
            }
            return path.get();
        }
        for (Node property : List.of(
                Vocabulary.voidDataset("dataDump"), Vocabulary.dcat("downloadURL"), Vocabulary.dcat("accessURL"))) {
            for (Node address : graph.objects(access, property)) {
                String text = address.isURI() ? address.getURI() : address.getLiteralLexicalForm();
                if (text.startsWith("file:")) {
                    return file(text, access);
                }
            }
        }
        throw graph.invalid(
                Code.NOT_SUPPORTED,
                graph.at(access),
                "this kind of target is not supported; use a file: rml:path, or void:dataDump or dcat:downloadURL with file:.");
    }

    private String normal(String path, Node access) {
        try {
            return Path.of(path).normalize().toString();
        } catch (InvalidPathException broken) {
            throw invalid(access, "'%s' is no path: %s.".formatted(path, broken.getReason()));
        }
    }

    private String file(String address, Node access) {
        try {
            return Optional.ofNullable(URI.create(address).getPath())
                    .orElseThrow(() -> invalid(access, "'%s' names no file.".formatted(address)));
        } catch (IllegalArgumentException broken) {
            throw invalid(access, "'%s' is no address: %s.".formatted(address, broken.getMessage()));
        }
    }

    private Serialization serialization(List<Node> described) {
        for (Node part : described) {
            for (Node format : graph.objects(part, Vocabulary.rml("serialization"))) {
                String iri = format.isURI() ? format.getURI() : format.toString();
                return Optional.of(iri)
                        .filter(name -> name.startsWith(Vocabulary.FORMATS))
                        .flatMap(name -> Serialization.of(name.substring(Vocabulary.FORMATS.length())))
                        .orElseThrow(() -> graph.invalid(
                                Code.NOT_SUPPORTED,
                                graph.at(part, Vocabulary.rml("serialization"), format),
                                "%s is not written; use formats:N-Quads, N-Triples, Turtle, N3, TriG, JSON-LD, RDF_JSON or RDF_XML."
                                        .formatted(format)));
            }
        }
        return Serialization.N_QUADS;
    }

    private Access.Compression compression(List<Node> described) {
        for (Node part : described) {
            for (Node compression : graph.objects(part, Vocabulary.rml("compression"))) {
                return termMaps.compression(part, compression);
            }
        }
        return Access.Compression.NONE;
    }

    /// A target is text that must hold every character, so its encoding is one of Unicode's.
    private String encoding(List<Node> described) {
        for (Node part : described) {
            for (Node encoding : graph.objects(part, Vocabulary.rml("encoding"))) {
                String name = encoding.isURI() ? encoding.getURI() : encoding.getLiteralLexicalForm();
                name = name.startsWith(Vocabulary.RML) ? name.substring(Vocabulary.RML.length()) : name;
                if (!name.startsWith("UTF-") || !isCharset(name)) {
                    throw graph.invalid(
                            Code.NOT_SUPPORTED,
                            graph.at(part, Vocabulary.rml("encoding"), encoding),
                            "'%s' is no encoding for a target; use rml:UTF-8 or rml:UTF-16.".formatted(name));
                }
                return Charset.forName(name).name();
            }
        }
        return "UTF-8";
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return false;
        }
    }

    /// RML-IO, "Mode": what is read from a target means nothing here.
    private boolean appends(List<Node> described, Node target) {
        for (Node part : described) {
            for (Node mode : graph.objects(part, Vocabulary.rml("mode"))) {
                String name = mode.isURI() && mode.getURI().startsWith(Vocabulary.RML)
                        ? mode.getURI().substring(Vocabulary.RML.length())
                        : mode.toString();
                return switch (name) {
                    case "Write", "WriteRead" -> false;
                    case "Append", "AppendRead" -> true;
                    case "Read" -> throw invalid(target, "a target that is only read (rml:Read) cannot be written.");
                    case "ReadWrite" ->
                        throw graph.invalid(
                                Code.NOT_SUPPORTED,
                                graph.at(target),
                                "rml:ReadWrite would leave the end of a longer old file behind the new statements; use rml:Write or rml:Append.");
                    default -> throw invalid(target, "%s is no mode; use rml:Write or rml:Append.".formatted(name));
                };
            }
        }
        return false;
    }

    /// What is put behind a file must make one document with it.
    private void checkAppending(LogicalTarget target, Node node) {
        boolean packs = switch (target.compression()) {
            // Members of a gzip file follow each other (RFC 1952 §2.2).
            case UNTOLD, NONE, GZIP -> false;
            case ZIP, TAR_GZIP, TAR_XZ -> true;
        };
        if (packs
                || target.serialization().writing() == Writing.WHOLE
                || !target.encoding().equals("UTF-8")) {
            throw invalid(
                    node,
                    "rml:Append needs N-Triples, N-Quads, Turtle, N3 or TriG in UTF-8, not packed or packed with gzip.");
        }
    }

    private Optional<String> text(Node node, Node property) {
        return graph.objects(node, property).stream()
                .findFirst()
                .map(object -> object.isLiteral() ? object.getLiteralLexicalForm() : object.toString());
    }

    private MappingException invalid(Node node, String message) {
        return graph.invalid(Code.MAPPING_INVALID, graph.at(node), message);
    }
}
