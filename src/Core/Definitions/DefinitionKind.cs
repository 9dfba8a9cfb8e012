namespace Cockpit.Core.Definitions;

/// <summary>What people define under a name, and of which every version is kept.</summary>
public enum DefinitionKind
{
    /// <summary>A saved query that selects hosts; see Core.Scopes.</summary>
    Scope,

    /// <summary>A maintenance window; see Core.Windows.</summary>
    Window,

    /// <summary>Settings that sites and policies extend, such as "prod".</summary>
    Template,

    /// <summary>Settings of a place; between a template and a policy.</summary>
    Site,

    /// <summary>Binds hosts to settings; see Core.Policies.</summary>
    Policy,
}
