//! States, and the other closed lists of release and deployment.

use crate::domain::registro::{Visibilidad, lista};

lista! {
    /// State of a release. The first eleven follow each other; the last three are the ways out.
    EstadoEntrega {
        /// Being written.
        Borrador = 1, "BORRADOR";
        /// Its dates, contents and acceptance criteria are agreed.
        Planificada = 2, "PLANIFICADA";
        /// The change authority allowed it.
        Autorizada = 3, "AUTORIZADA";
        /// Its package is being built.
        EnConstruccion = 4, "EN_CONSTRUCCION";
        /// Its package is being tested.
        EnPrueba = 5, "EN_PRUEBA";
        /// The client accepted it.
        Aceptada = 6, "ACEPTADA";
        /// Being deployed.
        EnDespliegue = 7, "EN_DESPLIEGUE";
        /// In production.
        Desplegada = 8, "DESPLEGADA";
        /// The deployment was verified against the client's policy.
        Verificada = 9, "VERIFICADA";
        /// Being reviewed.
        EnRevision = 10, "EN_REVISION";
        /// Reviewed and closed.
        Cerrada = 11, "CERRADA";
        /// The authority or the client refused it.
        Rechazada = 12, "RECHAZADA";
        /// Given up before its deployment.
        Cancelada = 13, "CANCELADA";
        /// Deployed and taken back.
        Revertida = 14, "REVERTIDA";
    }
}

impl EstadoEntrega {
    /// Whether nothing follows.
    pub const fn es_final(self) -> bool {
        matches!(self, Self::Cerrada | Self::Rechazada | Self::Cancelada | Self::Revertida)
    }

    /// Who sees a release in this state.
    pub const fn visibilidad(self) -> Visibilidad {
        match self {
            Self::Borrador => Visibilidad::Borrador,
            _ if self.es_final() => Visibilidad::Publico,
            _ => Visibilidad::EnCurso,
        }
    }

    /// Whether a policy may let an emergency go past it. Authorisation, deployment and review never.
    pub const fn se_puede_omitir(self) -> bool {
        matches!(self, Self::Planificada | Self::EnConstruccion | Self::EnPrueba | Self::Aceptada | Self::Verificada)
    }
}

lista! {
    /// State of a deployment.
    EstadoDespliegue {
        /// Has dates and an environment.
        Planificado = 1, "PLANIFICADO";
        /// The change authority allowed it.
        Autorizado = 2, "AUTORIZADO";
        /// Being done.
        EnCurso = 3, "EN_CURSO";
        /// Done.
        Desplegado = 4, "DESPLEGADO";
        /// Did not succeed.
        Fallido = 5, "FALLIDO";
        /// Taken back.
        Revertido = 6, "REVERTIDO";
        /// Given up before it began.
        Cancelado = 7, "CANCELADO";
    }
}

lista! {
    /// Type of a release.
    TipoEntrega {
        /// New functions, much changes.
        Mayor = 1, "MAYOR";
        /// Small changes.
        Menor = 2, "MENOR";
        /// Restores a service; may go past steps that its policy names.
        Emergencia = 3, "EMERGENCIA";
    }
}

lista! {
    /// What a test is for.
    TipoPrueba {
        /// With the client, who approves its result.
        Aceptacion = 1, "ACEPTACION";
        /// Readiness.
        Preparacion = 2, "PREPARACION";
        /// Operation.
        Operacion = 3, "OPERACION";
        /// Service level.
        NivelDeServicio = 4, "NIVEL_DE_SERVICIO";
        /// Interfaces.
        Interfaz = 5, "INTERFAZ";
        /// Users.
        Usuario = 6, "USUARIO";
    }
}

lista! {
    /// How a test ended.
    ResultadoPrueba {
        /// Not executed yet.
        Pendiente = 1, "PENDIENTE";
        /// Passed.
        Aprobada = 2, "APROBADA";
        /// Not passed.
        Rechazada = 3, "RECHAZADA";
    }
}

lista! {
    /// Before or after a deployment.
    MomentoLineaBase {
        /// What there was.
        Antes = 1, "ANTES";
        /// What there is since.
        Despues = 2, "DESPUES";
    }
}

lista! {
    /// What a client is.
    TipoCliente {
        /// Another entity.
        Entidad = 1, "ENTIDAD";
        /// A unit of the entity itself.
        Unidad = 2, "UNIDAD";
        /// A party that is no entity.
        Externo = 3, "EXTERNO";
    }
}

lista! {
    /// How a release reaches all its places.
    MetodoDespliegue {
        /// All at once.
        BigBang = 1, "BIG_BANG";
        /// One part after another.
        PorFases = 2, "POR_FASES";
    }
}

lista! {
    /// Who begins a distribution.
    Distribucion {
        /// The centre sends.
        Push = 1, "PUSH";
        /// The place fetches.
        Pull = 2, "PULL";
    }
}

lista! {
    /// Who does the work of a deployment.
    ModoDespliegue {
        /// A tool.
        Automatizado = 1, "AUTOMATIZADO";
        /// People.
        Manual = 2, "MANUAL";
    }
}

lista! {
    /// Roles of release and deployment management.
    RolRdm {
        /// Answers for the whole of it.
        GerenteDeEntrega = 1, "GERENTE_DE_ENTREGA";
        /// Builds the package.
        EjecutorDeConstruccion = 2, "EJECUTOR_DE_CONSTRUCCION";
        /// Deploys it.
        EjecutorDelDespliegue = 3, "EJECUTOR_DEL_DESPLIEGUE";
        /// Has it tested.
        GerenteDePrueba = 4, "GERENTE_DE_PRUEBA";
        /// Keeps the changes, writes the post-implementation report.
        GerenteDeCambios = 5, "GERENTE_DE_CAMBIOS";
        /// Allows releases and deployments.
        AutoridadDeCambio = 6, "AUTORIDAD_DE_CAMBIO";
    }
}

lista! {
    /// State of an improvement.
    EstadoMejora {
        /// Proposed.
        Propuesta = 1, "PROPUESTA";
        /// Being made.
        EnCurso = 2, "EN_CURSO";
        /// Made.
        Implantada = 3, "IMPLANTADA";
        /// Made, and seen to have its effect.
        Verificada = 4, "VERIFICADA";
        /// Given up.
        Descartada = 5, "DESCARTADA";
    }
}
