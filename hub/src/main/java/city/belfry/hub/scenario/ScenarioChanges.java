package city.belfry.hub.scenario;

import city.belfry.hub.store.OverlayChanges;
import city.belfry.ontology.ForeignRdf;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.Triple;
import org.apache.jena.mem2.GraphMem2Fast;
import org.apache.jena.rdfpatch.changes.RDFChangesBase;
import org.apache.jena.rdfpatch.text.RDFPatchReaderText;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDFBase;
import org.apache.jena.sparql.core.Quad;

/// The statements of a scenario while they are put together: what comes and what goes. The graphs of what is read are
/// dropped: additions stand in the scenario's own graph, and a removal counts wherever the statement stands.
public final class ScenarioChanges {
    private final Graph additions = new GraphMem2Fast();
    private final Graph removals = new GraphMem2Fast();
    private final String base;

    /// @param base against which relative IRIs are resolved
    public ScenarioChanges(String base) {
        this.base = base;
    }

    public Graph additions() {
        return additions;
    }

    public Graph removals() {
        return removals;
    }

    ScenarioChanges with(Graph come, Graph go) {
        GraphUtil.addInto(additions, come);
        GraphUtil.addInto(removals, go);
        return this;
    }

    /// Adds a statement; a removal of it is taken back.
    public void add(Triple triple) {
        removals.delete(triple);
        additions.add(triple);
        check();
    }

    /// Removes a statement; when the scenario itself added it, it is only no longer added.
    public void remove(Triple triple) {
        if (additions.contains(triple)) {
            additions.delete(triple);
        } else {
            removals.add(triple);
        }
        check();
    }

    private void check() {
        if (additions.size() + removals.size() > OverlayChanges.STATEMENTS_MAX) {
            throw new ScenarioException(
                    ScenarioException.Code.SCENARIO_TOO_LARGE,
                    "A scenario adds and removes at most " + OverlayChanges.STATEMENTS_MAX
                            + " statements. Publish what is large as a dataset of its own with 'belfry ingest'.");
        }
    }

    /// Reads a file of statements, which all come or all go; an RDF Patch (`.rdfp`) says itself what comes and goes.
    public void read(Path file, boolean come) {
        if (file.toString().endsWith(".rdfp")) {
            patch(ScenarioFolder.text(file), file.toString());
        } else {
            read(ScenarioFolder.text(file), ScenarioFolder.language(file), come, file.toString());
        }
    }

    /// Reads statements in Turtle, N-Triples, N-Quads or TriG; all of them come, or all go.
    public void read(String text, Lang language, boolean come, String name) {
        try {
            ForeignRdf.read(() -> RDFParser.fromString(text, language)
                    .base(base + "/id/")
                    .errorHandler(ErrorHandlerFactory.errorHandlerNoLogging)
                    .parse(new StreamRDFBase() {
                        @Override
                        public void triple(Triple triple) {
                            if (come) {
                                add(triple);
                            } else {
                                remove(triple);
                            }
                        }

                        @Override
                        public void quad(Quad quad) {
                            triple(quad.asTriple());
                        }
                    }));
        } catch (RiotException e) {
            throw unreadable(name, language.getName(), e);
        }
    }

    /// Reads an RDF Patch: its A lines come, its D lines go.
    public void patch(String text, String name) {
        try {
            new RDFPatchReaderText(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .apply(new RDFChangesBase() {
                        @Override
                        public void add(Node graph, Node subject, Node predicate, Node object) {
                            ScenarioChanges.this.add(Triple.create(subject, predicate, object));
                        }

                        @Override
                        public void delete(Node graph, Node subject, Node predicate, Node object) {
                            remove(Triple.create(subject, predicate, object));
                        }
                    });
        } catch (RiotException e) {
            throw unreadable(name, "RDF Patch", e);
        }
    }

    private static ScenarioException unreadable(String name, String language, RiotException cause) {
        return new ScenarioException(
                ScenarioException.Code.SCENARIO_INVALID,
                "'" + name + "' is no " + language + ": " + cause.getMessage() + " Nothing was changed.",
                cause);
    }
}
