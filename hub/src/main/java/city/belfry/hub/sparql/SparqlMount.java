package city.belfry.hub.sparql;

import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.scenario.Scenarios;
import city.belfry.hub.store.CityStore;
import city.belfry.hub.store.Visibility;
import city.belfry.ontology.Inferences;
import city.belfry.queries.QueryLibrary;
import java.time.Clock;
import org.apache.jena.fuseki.server.DataAccessPoint;
import org.apache.jena.fuseki.server.DataAccessPointRegistry;
import org.apache.jena.fuseki.server.DataService;
import org.apache.jena.fuseki.server.Operation;
import org.apache.jena.fuseki.server.OperationRegistry;
import org.apache.jena.sparql.core.DatasetGraph;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Mounts Fuseki's request processing in the server of the REST facade: one port, one security chain. Of Fuseki there
/// is a query service for everybody, and update and graph store for stewards; its administration is not mounted.
///
/// The order of the filters, from outside: security, [Revalidation], [AnswerGuard], [FusekiDoor].
@Configuration(proxyBeanMethods = false)
public class SparqlMount {
    private static final int REVALIDATION = 10;
    private static final int GUARD = 20;
    private static final int FUSEKI = 30;

    @Bean
    static QueryGate queryGate() {
        return QueryGate.forThisMachine();
    }

    @Bean
    static Scenarios scenarios(CityFile city, CityStore store) {
        return new Scenarios(city, store, Clock.systemUTC());
    }

    @Bean
    static StoreQueries storeQueries(CityStore store, Scenarios scenarios) {
        return new StoreQueries(store, scenarios);
    }

    @Bean
    static QueryCosts queryCosts(CityStore store, CityIdentity city) {
        return new QueryCosts(store, city, Clock.system(city.timeZone()));
    }

    @Bean
    static CityPrefixes cityPrefixes(CityIdentity city) {
        return new CityPrefixes(city.baseIri());
    }

    @Bean
    static ServletContextInitializer fusekiServices(CityStore store, CityPrefixes prefixes, Scenarios scenarios) {
        return context -> {
            OperationRegistry operations = OperationRegistry.createStd();
            operations.register(Operation.Query, new OpenQueries(prefixes, scenarios));
            operations.register(Operation.Update, new StewardUpdates());
            DataAccessPointRegistry services = new DataAccessPointRegistry();
            DatasetGraph writable = store.writable(Visibility.OPEN, Inferences.ofOntology());
            mount(services, operations, "/sparql", store.open(), Operation.Query);
            mount(services, operations, "/update", writable, Operation.Update);
            mount(services, operations, "/graphs", writable, Operation.GSP_RW);
            OperationRegistry.set(context, operations);
            DataAccessPointRegistry.set(context, services);
        };
    }

    private static void mount(
            DataAccessPointRegistry services,
            OperationRegistry operations,
            String path,
            DatasetGraph dataset,
            Operation operation) {
        DataService service =
                DataService.newBuilder(dataset).addEndpoint(operation).build();
        service.setEndpointProcessors(operations);
        service.goActive();
        services.register(new DataAccessPoint(path, service));
    }

    @Bean
    static FilterRegistrationBean<Revalidation> revalidation(
            CityStore store, Scenarios scenarios, QueryLibrary library) {
        FilterRegistrationBean<Revalidation> filter =
                new FilterRegistrationBean<>(new Revalidation(store, scenarios, library));
        filter.addUrlPatterns(
                "/sparql",
                "/api/v1/*",
                "/doc/*",
                "/catalogue/*",
                "/dataset/*",
                "/scenarios/*",
                "/graph/*",
                "/vocab/*",
                "/ont/*",
                "/code/*",
                "/profiles/*",
                "/shapes/*",
                "/align/*",
                "/openapi.json",
                "/");
        filter.setOrder(REVALIDATION);
        return filter;
    }

    @Bean
    static FilterRegistrationBean<AnswerGuard> answerGuard(QueryGate gate, QueryLibrary library, QueryCosts costs) {
        FilterRegistrationBean<AnswerGuard> filter =
                new FilterRegistrationBean<>(new AnswerGuard(gate, library, costs));
        filter.addUrlPatterns(
                "/sparql",
                "/update",
                "/graphs",
                "/api/v1/queries/*",
                "/queries/*",
                "/federation/*",
                "/search",
                "/vocab/*",
                "/scenarios/*",
                "/map",
                "/api/v1/scenarios/*",
                "/api/v1/features");
        filter.setOrder(GUARD);
        return filter;
    }

    @Bean
    static FilterRegistrationBean<FusekiDoor> fusekiDoor() {
        FilterRegistrationBean<FusekiDoor> filter = new FilterRegistrationBean<>(new FusekiDoor());
        filter.addUrlPatterns("/sparql", "/update", "/graphs");
        filter.setOrder(FUSEKI);
        return filter;
    }
}
