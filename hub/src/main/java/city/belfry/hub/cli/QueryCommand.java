package city.belfry.hub.cli;

import city.belfry.hub.sparql.FromClauses;
import city.belfry.hub.sparql.QueryCheck;
import city.belfry.hub.sparql.QueryLimits;
import city.belfry.hub.store.CityStore;
import city.belfry.queries.QueryLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.jena.query.ARQ;
import org.apache.jena.query.Query;
import org.apache.jena.query.ResultSet;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.exec.QueryExec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Asks the open store of a home, without a server.
@Command(
        name = "query",
        description = "Asks a named query, or a query in a .rq file, of a home.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: belfry query warm-nights -p threshold=22 --format csv"})
final class QueryCommand implements Callable<Integer> {
    /// How a table is written.
    enum Form {
        TABLE,
        CSV,
        JSON
    }

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private CityOptions options = new CityOptions();

    @Parameters(paramLabel = "QUERY", description = "Name of a query of the library, or a file that ends with .rq.")
    private String query = "";

    @Option(
            names = {"-p", "--param"},
            paramLabel = "NAME=VALUE",
            description = "A parameter of the named query.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            description = "table, csv or json (default: ${DEFAULT-VALUE}).",
            defaultValue = "table")
    private Form form = Form.TABLE;

    private final Screen screen;

    QueryCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        Path home = options.homeOf(options.read());
        Query parsed = parse(home);
        try (CityStore store = CityStore.open(home)) {
            DatasetGraph open = store.open();
            open.executeRead(() -> answer(parsed, open));
        }
        return 0;
    }

    private Query parse(Path home) {
        if (!query.endsWith(".rq")) {
            return QueryLibrary.with(home.resolve("queries"), QueryCheck::check)
                    .query(query)
                    .bind(parameters);
        }
        if (!parameters.isEmpty()) {
            throw new UsageException("a query in a file has no parameters; write the values into it.");
        }
        try {
            return QueryCheck.parse(Files.readString(Path.of(query)), QueryLimits.STEWARD);
        } catch (IOException e) {
            throw new UsageException(query + " cannot be read; name a query of the library or a file.", e);
        }
    }

    private void answer(Query parsed, DatasetGraph open) {
        // A query of the command line calls nobody either.
        try (QueryExec asked =
                FromClauses.on(open, parsed).set(ARQ.httpServiceAllowed, false).build()) {
            if (parsed.isSelectType()) {
                table(ResultSet.adapt(asked.select()));
            } else if (parsed.isAskType()) {
                screen.out().println(asked.ask());
            } else {
                RDFDataMgr.write(
                        screen.out(), parsed.isDescribeType() ? asked.describe() : asked.construct(), Lang.TURTLE);
            }
        }
    }

    private void table(ResultSet rows) {
        switch (output.json ? Form.JSON : form) {
            case TABLE -> ResultSetFormatter.out(screen.out(), rows);
            case CSV -> ResultSetFormatter.outputAsCSV(screen.out(), rows);
            case JSON -> ResultSetFormatter.outputAsJSON(screen.out(), rows);
        }
    }
}
