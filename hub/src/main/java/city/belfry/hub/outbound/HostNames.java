package city.belfry.hub.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Says which addresses a host has; replaced in tests by names that exist nowhere.
@FunctionalInterface
public interface HostNames {
    HostNames OF_THE_SYSTEM = InetAddress::getAllByName;

    InetAddress[] addresses(String host) throws UnknownHostException;
}
