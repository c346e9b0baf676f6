package city.belfry.hub.city;

import java.util.List;

/// What the hub may read and whom it may call. The folder of `city.yaml` and the hosts of its sources are always
/// allowed.
public record AccessRules(
        @Key("More folders from which sources may be read, relative to this file.")
        List<String> folders,

        @Key("More hosts that may be called, for example those to which a source redirects.")
        List<String> hosts,

        @Key("Hosts that may be called although their address is a private or local one.")
        List<String> privateHosts) {
    static final AccessRules NONE = new AccessRules(List.of(), List.of(), List.of());
}
