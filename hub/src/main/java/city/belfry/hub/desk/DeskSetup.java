package city.belfry.hub.desk;

import city.belfry.hub.access.AuditLog;
import city.belfry.hub.city.CityFile;
import city.belfry.hub.ingest.Run;
import city.belfry.hub.ingest.RunDesk;
import city.belfry.hub.store.CityStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts that the desk needs.
@Configuration(proxyBeanMethods = false)
class DeskSetup {
    @Bean(initMethod = "start", destroyMethod = "close")
    static RunDesk runDesk(CityFile city, CityStore store, AuditLog audit) {
        return new RunDesk(city, store, Clock.systemUTC(), run -> note(audit, run));
    }

    /// Every run that is over leaves its trace, with the version that it made.
    private static void note(AuditLog audit, Run run) {
        String about = run.dataset()
                + run.account()
                        .filter(account -> account.result() == Run.Result.PUBLISHED)
                        .map(account -> " version " + account.version())
                        .orElse("");
        audit.note(
                run.by(),
                run.task().name(),
                about,
                run.fault().map(Run.Fault::code).orElse(run.state().name()));
    }
}
