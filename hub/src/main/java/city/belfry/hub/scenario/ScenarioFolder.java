package city.belfry.hub.scenario;

import city.belfry.hub.catalogue.CatalogueIris;
import city.belfry.hub.city.CityIdentity;
import city.belfry.ontology.ForeignRdf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.jena.graph.Graph;
import org.apache.jena.mem2.GraphMem2Fast;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.RiotException;
import org.apache.jena.riot.system.ErrorHandlerFactory;

/// A scenario as files: `about.ttl` describes it as the catalogue does, `additions.ttl` has what comes and
/// `removals.ttl` what goes. Its name is the scenario's id.
public record ScenarioFolder(Scenario scenario, ScenarioChanges changes) {
    /// A file of statements that is read whole; bytes.
    static final long FILE_BYTES_MAX = 64L << 20;

    public static ScenarioFolder read(Path folder, CityIdentity city) {
        String id = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
        Graph about = new GraphMem2Fast();
        Path description = folder.resolve("about.ttl");
        try {
            ForeignRdf.read(() -> RDFParser.fromString(text(description), Lang.TURTLE)
                    .errorHandler(ErrorHandlerFactory.errorHandlerNoLogging)
                    .base(city.baseIri() + "/id/")
                    .parse(about));
        } catch (RiotException e) {
            throw new ScenarioException(
                    ScenarioException.Code.SCENARIO_INVALID, description + " is no Turtle: " + e.getMessage(), e);
        }
        ScenarioRecord record = new ScenarioRecord(CatalogueIris.of(city));
        Scenario scenario = record.one(about, id)
                .orElseThrow(() -> new ScenarioException(
                        ScenarioException.Code.SCENARIO_INVALID,
                        description + " gives <" + record.iri(id).getURI() + "> no dcterms:title."));
        ScenarioChanges changes = new ScenarioChanges(city.baseIri());
        Path additions = folder.resolve("additions.ttl");
        Path removals = folder.resolve("removals.ttl");
        if (Files.exists(removals)) {
            changes.read(removals, false);
        }
        if (Files.exists(additions)) {
            changes.read(additions, true);
        }
        return new ScenarioFolder(scenario, changes);
    }

    static String text(Path file) {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ScenarioException(
                        ScenarioException.Code.SCENARIO_TOO_LARGE,
                        file + " is longer than " + (FILE_BYTES_MAX >> 20)
                                + " MiB. Publish what is large as a dataset of its own with 'belfry ingest'.");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new ScenarioException(
                    ScenarioException.Code.SCENARIO_INVALID,
                    file + " cannot be read as UTF-8 text: " + e.getMessage() + ".",
                    e);
        }
    }

    /// The language of a file by its name; Turtle when that says nothing.
    static Lang language(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".nt")) {
            return Lang.NTRIPLES;
        }
        if (name.endsWith(".nq")) {
            return Lang.NQUADS;
        }
        return name.endsWith(".trig") ? Lang.TRIG : Lang.TURTLE;
    }
}
