package city.belfry.hub;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;

/// The server of a hub: SPARQL, REST and pages on one port.
///
/// Without Boot's error page, which would be appended to an answer that is cut off, and without Boot's user.
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = {ErrorMvcAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@ComponentScan(
        basePackages = {
            "city.belfry.hub.access",
            "city.belfry.hub.federation",
            "city.belfry.hub.sparql",
            "city.belfry.hub.rest",
            "city.belfry.hub.why",
            "city.belfry.hub.pages",
            "city.belfry.hub.desk"
        })
class HubApplication {}
