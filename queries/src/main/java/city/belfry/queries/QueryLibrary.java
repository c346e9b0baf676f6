package city.belfry.queries;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.QueryParseException;
import org.apache.jena.query.Syntax;
import org.apache.jena.sparql.core.Var;
import org.apache.jena.sparql.core.VarExprList;

/// All named queries, by name. A folder with a `query.rq` is a query; nothing else has to be told about it.
public final class QueryLibrary {
    private static final String CLASS_PATH_FOLDER = "belfry/queries";
    private static final String FILE = "query.rq";

    private final SortedMap<String, NamedQuery> queries;

    private QueryLibrary(SortedMap<String, NamedQuery> queries) {
        this.queries = Collections.unmodifiableSortedMap(queries);
    }

    /// The queries that come with Belfry.
    public static QueryLibrary load() {
        SortedMap<String, NamedQuery> queries = new TreeMap<>();
        try {
            for (URL folder :
                    Collections.list(QueryLibrary.class.getClassLoader().getResources(CLASS_PATH_FOLDER))) {
                readFrom(folder.toURI(), queries);
            }
        } catch (IOException | URISyntaxException e) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE, "The query library on the class path cannot be read", e);
        }
        return new QueryLibrary(queries);
    }

    /// The queries of one folder.
    public static QueryLibrary of(Path folder) {
        SortedMap<String, NamedQuery> queries = new TreeMap<>();
        try {
            readFolder(folder, queries);
        } catch (IOException e) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE, "The query library " + folder + " cannot be read", e);
        }
        return new QueryLibrary(queries);
    }

    public Collection<NamedQuery> all() {
        return queries.values();
    }

    public NamedQuery query(String name) {
        NamedQuery query = queries.get(name);
        if (query == null) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNKNOWN,
                    "There is no query '" + name + "'. The list is at /api/v1/queries.");
        }
        return query;
    }

    private static void readFrom(URI folder, Map<String, NamedQuery> queries) throws IOException {
        if (folder.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                readFolder(jar.getPath(CLASS_PATH_FOLDER), queries);
            }
        } else {
            readFolder(Path.of(folder), queries);
        }
    }

    private static void readFolder(Path folder, Map<String, NamedQuery> queries) throws IOException {
        try (var folders = Files.list(folder)) {
            for (Path query : folders.map(each -> each.resolve(FILE))
                    .filter(Files::exists)
                    .toList()) {
                NamedQuery read = read(query);
                queries.put(read.name(), read);
            }
        }
    }

    private static NamedQuery read(Path file) throws IOException {
        String name = String.valueOf(file.getName(file.getNameCount() - 2)).replace("/", "");
        String text = Files.readString(file);
        String shown = name + "/" + FILE;
        QueryHeader header = QueryHeader.read(shown, text);
        Query query = parse(shown, text);
        for (Parameter parameter : header.parameters) {
            if (projects(query, parameter)) {
                throw new QueryException(
                        QueryException.Code.QUERY_UNREADABLE,
                        shown + ": parameter '" + parameter.name() + "' stands in the SELECT clause; "
                                + "expected another variable there, bound with BIND.");
            }
        }
        return new NamedQuery(
                name,
                header.titles,
                header.descriptions,
                header.parameters,
                header.examples,
                header.needs,
                text,
                query);
    }

    private static boolean projects(Query query, Parameter parameter) {
        VarExprList project = query.getProject();
        return query.isSelectType() && project.contains(Var.alloc(parameter.name()));
    }

    private static Query parse(String file, String text) {
        try {
            return QueryFactory.create(text, Syntax.syntaxSPARQL_11);
        } catch (QueryParseException e) {
            throw new QueryException(
                    QueryException.Code.QUERY_UNREADABLE, file + " line " + e.getLine() + ": " + e.getMessage(), e);
        }
    }
}
