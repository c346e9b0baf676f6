package city.belfry.hub;

import city.belfry.hub.access.AuditLog;
import city.belfry.hub.access.Role;
import city.belfry.hub.access.TokenStore;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.city.CityIdentity;
import city.belfry.hub.federation.FederationMount;
import city.belfry.hub.jsonld.OfflineContexts;
import city.belfry.hub.sparql.QueryCheck;
import city.belfry.hub.sparql.ResultsJson;
import city.belfry.hub.store.CityStore;
import city.belfry.queries.QueryLibrary;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// A running hub. Closing it stops the server; the store stays open, since the one who opened it closes it.
public final class HubServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubServer.class);
    private static final String FIRST_TOKEN = "first-steward";

    private final ServletWebServerApplicationContext context;
    private final Optional<String> newToken;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private HubServer(ServletWebServerApplicationContext context, Optional<String> newToken) {
        this.context = context;
        this.newToken = newToken;
    }

    /// What a server needs to start.
    ///
    /// @param file what the hub publishes and from where
    /// @param peers who is asked together with it
    /// @param port 0 takes a free one
    public record Options(CityStore store, CityFile file, FederationMount.Peers peers, int port) {
        /// A server that knows no other.
        public Options(CityStore store, CityFile file, int port) {
            this(store, file, FederationMount.Peers.NONE, port);
        }

        CityIdentity city() {
            return file.city();
        }
    }

    public static HubServer start(Options options) {
        OfflineContexts.install(options.city().baseIri());
        ResultsJson.install();
        TokenStore tokens = TokenStore.open(options.store().home());
        AuditLog audit = AuditLog.open(options.store().home());
        QueryLibrary library = QueryLibrary.with(options.store().home().resolve("queries"), QueryCheck::check);
        library.faults().forEach(fault -> LOG.warn("saved query left out: {}", fault.getMessage()));
        SpringApplication application = new SpringApplication(HubApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setDefaultProperties(Map.of("server.port", options.port()));
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(CityStore.class, options::store, definition -> definition.setDestroyMethodName(""));
            beans.registerBean(CityFile.class, options::file);
            beans.registerBean(CityIdentity.class, options::city);
            beans.registerBean(FederationMount.Peers.class, options::peers);
            beans.registerBean(TokenStore.class, () -> tokens);
            beans.registerBean(AuditLog.class, () -> audit);
            beans.registerBean(QueryLibrary.class, () -> library);
        });
        try {
            Optional<String> newToken = firstToken(tokens);
            return new HubServer((ServletWebServerApplicationContext) application.run(), newToken);
        } catch (RuntimeException e) {
            throw failure(options.port(), e);
        }
    }

    private static Optional<String> firstToken(TokenStore tokens) {
        return tokens.list().isEmpty() ? Optional.of(tokens.issue(FIRST_TOKEN, Role.STEWARD)) : Optional.empty();
    }

    private static HubException failure(int port, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException || cause instanceof java.net.BindException) {
                return new HubException(
                        HubException.Code.PORT_IN_USE,
                        "Port " + port + " is in use. Stop the program that holds it or choose another with --port.",
                        failure);
            }
        }
        return new HubException(HubException.Code.START_FAILED, "The server does not start: " + failure, failure);
    }

    /// A part of the server, for those beside it.
    <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        var server = context.getWebServer();
        if (server == null) {
            throw new IllegalStateException("The server is closed");
        }
        return server.getPort();
    }

    /// The steward's token when this start has made the first one: to be shown now, since only its hash is kept.
    public Optional<String> newToken() {
        return newToken;
    }

    /// Returns when [#close] was called.
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        context.close();
        stopped.countDown();
    }
}
