using Cockpit.Core.Advisories;
using Xunit;

namespace Cockpit.Core.Tests.Advisories;

public sealed class ReleaseKeyTests
{
    [Theory]
    [InlineData("debian", "12.11", "bookworm", "debian:12"), InlineData("debian", "", "forky", "debian:14"), InlineData("debian", "", "sid", "debian:sid"), InlineData("debian", "trixie/sid", "trixie", "debian:13")]
    [InlineData("ubuntu", "22.04", "jammy", "ubuntu:22.04"), InlineData("ubuntu", "24.04.1", "noble", "ubuntu:24.04")]
    [InlineData("rhel", "9.4", "", "rhel:9"), InlineData("centos", "9", "", "centos:9"), InlineData("ol", "8.10", "", "ol:8"), InlineData("fedora", "41", "", "fedora:41")]
    [InlineData("sles", "15.5", "", "sles:15.5"), InlineData("sles_sap", "15.5", "", "sles:15.5"), InlineData("sled", "15.5", "", "sled:15.5"), InlineData("opensuse-leap", "15.6", "", "opensuse-leap:15.6")]
    [InlineData("alpine", "3.20.1", "", "alpine:3.20.1"), InlineData("debian", "", "", null), InlineData("rhel", "", "", null), InlineData("", "1", "", null)]
    public void Of_a_host(string name, string version, string codename, string? key) =>
        Assert.Equal(key, ReleaseKey.Of(Examples.Debian() with { OsName = name, OsVersion = version, OsCodename = codename }));
}
