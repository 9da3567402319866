//! How the rows of each listed table are told apart, sorted and protected.

use quipu_entities::{
    actividad, asignacion_de_rol, asignacion_rol_entrega, auditoria, brecha_calidad, calificacion, cliente,
    consulta_registrada, despliegue, documento, ejecucion, entidad, entrega, evaluacion, factor_critico, ficha,
    hallazgo, indicador, informe_calidad, leccion_aprendida, linea_base, matriz, medicion, medicion_conductor, mejora,
    miembro_equipo, paquete, politica_entrega, proceso, prueba, puesto, puesto_propuesto, registro_guardado, servicio,
    servicio_priorizado, tarea, unidad, unidad_entrega, version,
};

use super::orden::{Forma, Proteccion, Tabla};

impl Tabla for entidad::Entity {
    const FORMA: Forma = Forma { llave: &["id"], natural: &["codigo"], proteccion: Proteccion::Ninguna };
}

impl Tabla for consulta_registrada::Entity {
    const FORMA: Forma = Forma { llave: &["id"], natural: &["id"], proteccion: Proteccion::Ninguna };
}

impl Tabla for version::Entity {
    const FORMA: Forma = Forma {
        llave: &["entidad_id", "numero"],
        natural: &["entidad_id", "numero"],
        proteccion: Proteccion::Version("numero"),
    };
}

impl Tabla for hallazgo::Entity {
    const FORMA: Forma = Forma {
        llave: &["entidad_id", "version", "id"],
        natural: &["entidad_id", "version", "id"],
        proteccion: Proteccion::Version("version"),
    };
}

impl Tabla for matriz::Entity {
    const FORMA: Forma = Forma {
        llave: &["entidad_id", "version", "tipo"],
        natural: &["entidad_id", "version", "tipo"],
        proteccion: Proteccion::Version("version"),
    };
}

/// Tables of a version: their reading order is unique within it.
const DE_VERSION: Forma = Forma {
    llave: &["entidad_id", "version", "id"],
    natural: &["entidad_id", "version", "orden"],
    proteccion: Proteccion::Version("version"),
};

impl Tabla for unidad::Entity {
    const FORMA: Forma = DE_VERSION;
}

impl Tabla for puesto::Entity {
    const FORMA: Forma = DE_VERSION;
}

/// Tables of a matrix: their reading order is unique within it.
const DE_MATRIZ: Forma = Forma {
    llave: &["entidad_id", "version", "matriz", "id"],
    natural: &["entidad_id", "version", "matriz", "orden"],
    proteccion: Proteccion::Version("version"),
};

impl Tabla for proceso::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for actividad::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for tarea::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for ejecucion::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

impl Tabla for puesto_propuesto::Entity {
    const FORMA: Forma = DE_MATRIZ;
}

/// Tables of records.
const DE_REGISTRO: Forma =
    Forma { llave: &["entidad_id", "id"], natural: &["entidad_id", "id"], proteccion: Proteccion::Visibilidad };

impl Tabla for auditoria::Entity {
    const FORMA: Forma = Forma {
        llave: &["entidad_id", "numero"],
        natural: &["entidad_id", "numero"],
        proteccion: Proteccion::Visibilidad,
    };
}

impl Tabla for servicio::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for cliente::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for politica_entrega::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for unidad_entrega::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for paquete::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for entrega::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for prueba::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for despliegue::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for linea_base::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for mejora::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for asignacion_rol_entrega::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for registro_guardado::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for documento::Entity {
    const FORMA: Forma = Forma { natural: &["entidad_id", "codigo", "edicion", "id"], ..DE_REGISTRO };
}

impl Tabla for factor_critico::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for ficha::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for indicador::Entity {
    const FORMA: Forma = Forma { natural: &["entidad_id", "ficha_id", "orden", "id"], ..DE_REGISTRO };
}

impl Tabla for medicion::Entity {
    const FORMA: Forma = Forma { natural: &["entidad_id", "indicador_id", "desde_mes", "id"], ..DE_REGISTRO };
}

impl Tabla for asignacion_de_rol::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for servicio_priorizado::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for evaluacion::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for miembro_equipo::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for calificacion::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for brecha_calidad::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for medicion_conductor::Entity {
    const FORMA: Forma = Forma { natural: &["entidad_id", "servicio_priorizado_id", "desde", "id"], ..DE_REGISTRO };
}

impl Tabla for informe_calidad::Entity {
    const FORMA: Forma = DE_REGISTRO;
}

impl Tabla for leccion_aprendida::Entity {
    const FORMA: Forma = DE_REGISTRO;
}
