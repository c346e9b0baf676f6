package city.belfry.mappings.rml;

import city.belfry.mappings.MappingException.Code;
import city.belfry.mappings.rml.LogicalSource.Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;

/// Reads where the records of a source come from and how they are found there (RML-IO, "Sources"; RML-IO-Registry).
final class Accesses {
    private static final String RESULTS_JSON = "application/sparql-results+json";
    private static final String RESULTS_XML = "application/sparql-results+xml";
    private static final String RESULTS_CSV = "text/csv";

    /// One to three identifiers, regular or delimited in one of the ways of the supported databases.
    private static final Pattern TABLE = Pattern.compile("(?:IDENTIFIER)(?:\\.(?:IDENTIFIER)){0,2}"
            .replace("IDENTIFIER", "[\\p{L}_][\\p{L}\\p{N}_$#@]*|\"[^\"]+\"|`[^`]+`|\\[[^\\]]+]"));

    /// Identifiers of SQL dialects (R2RML §5.2, rr:sqlVersion); the text of the query goes to the database as it
    /// stands.
    private static final Set<String> SQL_VERSIONS = Set.of(
            "SQL2008",
            "Oracle",
            "MySQL",
            "MSSQLServer",
            "HSQLDB",
            "PostgreSQL",
            "DB2",
            "Informix",
            "Ingres",
            "Progress",
            "SybaseASE",
            "SybaseSQLAnywhere",
            "Virtuoso",
            "Firebird");

    private final DocumentGraph graph;

    Accesses(DocumentGraph graph) {
        this.graph = graph;
    }

    /// What is read, and how it falls into records.
    record Reading(Access access, Format format, String iterator) {}

    /// @param node the logical source
    /// @param source its source
    Reading read(Node node, Node source, Access.Compression compression) {
        Position at = graph.at(node);
        if (source.isLiteral()) {
            checkNoQuery(node);
            return new Reading(
                    new Access.File(source.getLiteralLexicalForm(), compression), format(node, at), iterator(node));
        }
        checkNoQuery(source);
        if (has(source, Vocabulary.d2rq("jdbcDSN"))) {
            return database(node, source, at);
        }
        if (has(source, Vocabulary.sd("endpoint"))) {
            return endpoint(node, source, at);
        }
        if (results(node, at).isEmpty()) {
            checkNoQuery(node);
        }
        Optional<Reading> web = web(node, source, at);
        if (web.isPresent()) {
            return web.get();
        }
        String path = text(source, Vocabulary.rml("path"))
                .map(below -> root(source) + below)
                .or(() -> text(source, Vocabulary.csvw("url")))
                .orElseThrow(
                        () -> graph.invalid(
                                Code.NOT_SUPPORTED,
                                at,
                                "this kind of source is not supported; use a source with rml:path, csvw:url, dcat:downloadURL, sd:endpoint, d2rq:jdbcDSN or the form of a td:Thing."));
        if (results(node, at).isPresent()) {
            return new Reading(new Access.RdfFile(path, query(node, at)), Format.ROWS, "");
        }
        return new Reading(new Access.File(path, compression), format(node, at), iterator(node));
    }

    /// What stands before a path (RML-IO, "Source"): a text, or nothing for the two named roots, which are the folder
    /// of the run.
    private String root(Node source) {
        for (Node root : graph.objects(source, Vocabulary.rml("root"))) {
            if (root.isLiteral()) {
                return root.getLiteralLexicalForm() + "/";
            }
        }
        return "";
    }

    /// A query that nobody carries out would be a silent loss.
    private void checkNoQuery(Node node) {
        for (String property : List.of("query", "sqlQuery", "tableName", "sqlVersion")) {
            for (Node value : graph.objects(node, Vocabulary.rml(property))) {
                throw graph.invalid(
                        Code.NOT_SUPPORTED,
                        graph.at(node, Vocabulary.rml(property), value),
                        "rml:%s needs a source that takes queries: a database (d2rq:jdbcDSN) or a SPARQL endpoint (sd:endpoint)."
                                .formatted(property));
            }
        }
    }

    private Reading database(Node node, Node source, Position at) {
        List<String> queries = new ArrayList<>();
        graph.objects(node, Vocabulary.rml("query")).forEach(query -> queries.add(query.getLiteralLexicalForm()));
        graph.objects(node, Vocabulary.rml("sqlQuery")).forEach(query -> queries.add(query.getLiteralLexicalForm()));
        if (queries.isEmpty()) {
            // The older vocabulary allows the name of the table beside the query.
            graph.objects(node, Vocabulary.rml("tableName"))
                    .forEach(table -> queries.add(everyRow(table.getLiteralLexicalForm(), at)));
        }
        String formulation = formulation(node);
        if (formulation.equals("SQL2008Table")) {
            queries.add(everyRow(iterator(node), at));
        } else if (formulation.equals("SQL2008Query")) {
            queries.add(iterator(node));
        }
        if (queries.size() != 1 || queries.getFirst().isBlank()) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    at,
                    "a source in a database needs exactly one table or query (rml:iterator with rml:SQL2008Table or rml:SQL2008Query), not %d."
                            .formatted(queries.size()));
        }
        for (Node version : graph.objects(node, Vocabulary.rml("sqlVersion"))) {
            String iri = version.toString();
            if (!SQL_VERSIONS.contains(iri.substring(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1))) {
                throw graph.invalid(
                        Code.MAPPING_INVALID,
                        graph.at(node, Vocabulary.rml("sqlVersion"), version),
                        "%s is no version of SQL; use rml:SQL2008 or leave it out.".formatted(version));
            }
        }
        String password = text(source, Vocabulary.d2rq("password")).orElse("");
        if (!password.isEmpty() && !password.startsWith("env:") && !password.startsWith("file:")) {
            throw graph.invalid(
                    Code.KEY_UNUSABLE,
                    graph.at(source, Vocabulary.d2rq("password")),
                    "a password is named in a mapping, not written in it; use \"env:NAME\" or \"file:PATH\".");
        }
        return new Reading(
                new Access.Database(
                        text(source, Vocabulary.d2rq("jdbcDSN")).orElse(""),
                        text(source, Vocabulary.d2rq("username")).orElse(""),
                        password,
                        queries.getFirst()),
                Format.ROWS,
                "");
    }

    private String everyRow(String table, Position at) {
        if (!TABLE.matcher(table).matches()) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    at,
                    "'%s' is no name of a table; use a query (rml:SQL2008Query) for more than a name."
                            .formatted(table));
        }
        return "SELECT * FROM " + table;
    }

    private Reading endpoint(Node node, Node source, Position at) {
        URI address = address(graph.objects(source, Vocabulary.sd("endpoint")).getFirst(), at);
        Optional<String> results = results(node, at);
        if (results.isPresent()) {
            String accept = results.get();
            return new Reading(
                    new Access.Web(address, accept, query(node, at), ""),
                    accept.equals(RESULTS_CSV) ? Format.CSV : Format.ROWS,
                    "");
        }
        Format format = format(node, at);
        String accept = switch (format) {
            case CSV -> RESULTS_CSV;
            case JSON -> RESULTS_JSON;
            case XML -> RESULTS_XML;
            case XLSX ->
                throw graph.invalid(
                        Code.NOT_SUPPORTED, at, "an endpoint answers with CSV, JSON or XML, not with a workbook.");
            case ROWS -> throw new IllegalStateException("no reference formulation gives rows of an endpoint");
        };
        return new Reading(new Access.Web(address, accept, query(node, at), ""), format, iterator(node));
    }

    /// A DCAT distribution, a table of CSVW on the web, or the first form of a property of a Web of Things description.
    private Optional<Reading> web(Node node, Node source, Position at) {
        List<Node> addresses = new ArrayList<>(graph.objects(source, Vocabulary.dcat("downloadURL")));
        text(source, Vocabulary.csvw("url"))
                .filter(url -> url.startsWith("http://") || url.startsWith("https://"))
                .ifPresent(url -> addresses.add(NodeFactory.createURI(url)));
        String accept = "";
        for (Node property : graph.objects(source, Vocabulary.td("hasPropertyAffordance"))) {
            for (Node form : graph.objects(property, Vocabulary.td("hasForm"))) {
                addresses.addAll(graph.objects(form, Vocabulary.hctl("hasTarget")));
                accept = text(form, Vocabulary.hctl("forContentType")).orElse(accept);
            }
        }
        if (addresses.isEmpty()) {
            return Optional.empty();
        }
        String nextPage = text(source, Vocabulary.belfry("nextPage")).orElse("");
        return Optional.of(new Reading(
                new Access.Web(address(addresses.getFirst(), at), accept, "", nextPage),
                format(node, at),
                iterator(node)));
    }

    private URI address(Node node, Position at) {
        String text = node.isURI() ? node.getURI() : node.getLiteralLexicalForm();
        try {
            URI address = new URI(text);
            if (("http".equals(address.getScheme()) || "https".equals(address.getScheme()))
                    && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException invalid) {
            throw graph.invalid(
                    Code.MAPPING_INVALID, at, "'%s' is no address: %s.".formatted(text, invalid.getReason()));
        }
        throw graph.invalid(
                Code.NOT_SUPPORTED,
                at,
                "'%s' is not reached; an address starts with http:// or https://.".formatted(text));
    }

    /// The media type of SPARQL results, when the formulation asks for them.
    private Optional<String> results(Node node, Position at) {
        return switch (formulation(node)) {
            case Vocabulary.FORMATS + "SPARQL_Results_CSV" -> Optional.of(RESULTS_CSV);
            case Vocabulary.FORMATS + "SPARQL_Results_JSON" -> Optional.of(RESULTS_JSON);
            case Vocabulary.FORMATS + "SPARQL_Results_XML" -> Optional.of(RESULTS_XML);
            case Vocabulary.FORMATS + "SPARQL_Results_TSV" ->
                throw graph.invalid(
                        Code.NOT_SUPPORTED, at, "SPARQL results in TSV are not read; ask for CSV, JSON or XML.");
            default -> Optional.empty();
        };
    }

    /// The SPARQL query: the iterator in RML-IO, rml:query in the older vocabulary.
    private String query(Node node, Position at) {
        return text(node, Vocabulary.rml("query"))
                .or(() -> text(node, Vocabulary.rml("iterator")))
                .filter(query -> !query.isBlank())
                .orElseThrow(() ->
                        graph.invalid(Code.MAPPING_INVALID, at, "this source needs a SPARQL query (rml:iterator)."));
    }

    private String iterator(Node node) {
        return text(node, Vocabulary.rml("iterator")).orElse("");
    }

    /// The local name in RML's vocabulary, otherwise the whole IRI; empty without a formulation.
    private String formulation(Node node) {
        List<Node> formulations = graph.objects(node, Vocabulary.rml("referenceFormulation"));
        if (formulations.size() != 1 || !formulations.getFirst().isURI()) {
            return "";
        }
        String iri = formulations.getFirst().getURI();
        return iri.startsWith(Vocabulary.RML) ? iri.substring(Vocabulary.RML.length()) : iri;
    }

    /// How a node that is read as text says to find its records.
    Format format(Node node, Position at) {
        List<Node> formulations = graph.objects(node, Vocabulary.rml("referenceFormulation"));
        if (formulations.size() != 1) {
            throw graph.invalid(
                    Code.MAPPING_INVALID,
                    at,
                    "a logical source needs exactly one rml:referenceFormulation, not %d."
                            .formatted(formulations.size()));
        }
        if (graph.isType(formulations.getFirst(), Vocabulary.rml("XPathReferenceFormulation"))) {
            return Format.XML;
        }
        return switch (formulation(node)) {
            case "CSV" -> Format.CSV;
            case Vocabulary.BELFRY + "XLSX" -> Format.XLSX;
            case "JSONPath" -> Format.JSON;
            case "XPath" -> Format.XML;
            default ->
                throw graph.invalid(
                        Code.NOT_SUPPORTED,
                        at,
                        "the reference formulation %s is not supported here; use rml:CSV, rml:JSONPath, rml:XPath or belfry:XLSX, for databases rml:SQL2008Table or rml:SQL2008Query."
                                .formatted(formulations.getFirst()));
        };
    }

    private boolean has(Node node, Node property) {
        return !graph.objects(node, property).isEmpty();
    }

    private Optional<String> text(Node node, Node property) {
        return graph.objects(node, property).stream()
                .findFirst()
                .map(object -> object.isLiteral() ? object.getLiteralLexicalForm() : object.toString());
    }
}
