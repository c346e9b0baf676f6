/// SPARQL over the store: Fuseki's request processing with the hub's limits around it, for everybody's questions and
/// for stewards' writes.
@NullMarked
package city.belfry.hub.sparql;

import org.jspecify.annotations.NullMarked;
