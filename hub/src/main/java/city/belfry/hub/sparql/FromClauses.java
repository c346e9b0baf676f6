package city.belfry.hub.sparql;

import org.apache.jena.query.Query;
import org.apache.jena.sparql.core.DatasetDescription;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.core.DynamicDatasets;
import org.apache.jena.sparql.exec.QueryExec;
import org.apache.jena.sparql.exec.QueryExecBuilder;

/// A query on the graphs that its FROM and FROM NAMED name (SPARQL 1.1 §13.2), as Fuseki's query processing takes them:
/// the engine of TDB2 would go on asking the union of all graphs.
public final class FromClauses {
    private FromClauses() {}

    /// An execution that is yet to be given its limits.
    ///
    /// @param all what may be asked
    public static QueryExecBuilder on(DatasetGraph all, Query query) {
        DatasetDescription named = query.getDatasetDescription();
        if (named == null || named.isEmpty()) {
            return QueryExec.dataset(all).query(query);
        }
        Query plain = query.cloneQuery();
        plain.getGraphURIs().clear();
        plain.getNamedGraphURIs().clear();
        return QueryExec.dataset(DynamicDatasets.dynamicDataset(named, all, false))
                .query(plain);
    }
}
