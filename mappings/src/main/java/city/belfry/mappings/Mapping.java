package city.belfry.mappings;

import city.belfry.mappings.plan.Plan;
import city.belfry.mappings.plan.Planner;
import city.belfry.mappings.rml.RmlDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A compiled RML document. Immutable and safe to share between threads.
public final class Mapping {
    private final Plan plan;

    private Mapping(Plan plan) {
        this.plan = plan;
    }

    /// Reads and compiles a document.
    ///
    /// @param parameters values for `${name}` in the document's literals
    public static Mapping read(Path document, Map<String, String> parameters) {
        try (InputStream bytes = Files.newInputStream(document)) {
            return compile(bytes.readAllBytes(), document.toString(), parameters);
        } catch (NoSuchFileException missing) {
            throw new MappingException(
                    MappingException.Code.MAPPING_MISSING,
                    "There is no mapping " + document + "; name an RML document in Turtle.",
                    missing);
        } catch (IOException broken) {
            throw new MappingException(
                    MappingException.Code.MAPPING_MISSING,
                    "The mapping " + document + " cannot be read: " + broken.getMessage(),
                    broken);
        }
    }

    /// Reads and compiles the mapping of a pack on the class path.
    public static Mapping ofPack(String pack, Map<String, String> parameters) {
        String resource = "/belfry/packs/" + pack + "/mapping.ttl";
        try (InputStream bytes = Mapping.class.getResourceAsStream(resource)) {
            if (bytes == null) {
                throw new MappingException(
                        MappingException.Code.MAPPING_MISSING, "There is no pack '" + pack + "' with a mapping.ttl.");
            }
            return compile(bytes.readAllBytes(), "pack " + pack + " mapping.ttl", parameters);
        } catch (IOException broken) {
            throw new MappingException(
                    MappingException.Code.MAPPING_MISSING,
                    "The mapping of pack '" + pack + "' cannot be read: " + broken.getMessage(),
                    broken);
        }
    }

    private static Mapping compile(byte[] turtle, String name, Map<String, String> parameters) {
        return new Mapping(Planner.plan(RmlDocument.read(turtle, name, parameters)));
    }

    /// The plan for people: what is scanned, what is joined.
    public String explain() {
        return plan.explain();
    }

    /// The paths and patterns that it reads, each once.
    public List<String> paths() {
        return plan.scans().stream()
                .map(scan -> scan.source().access().name())
                .distinct()
                .toList();
    }

    Plan plan() {
        return plan;
    }
}
