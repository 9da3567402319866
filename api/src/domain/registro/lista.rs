//! Closed lists of values, each with its number in the database and its name in answers.

/// A value of a closed list.
pub trait DeLista: Copy + PartialEq + 'static {
    /// All of them: the value, its number in the database, which never changes, and its name.
    const TODOS: &'static [(Self, i16, &'static str)];

    /// Its number in the database.
    fn codigo(self) -> i16 {
        Self::TODOS.iter().find(|(valor, ..)| *valor == self).map_or(0, |(_, codigo, _)| *codigo)
    }

    /// Its name.
    fn nombre(self) -> &'static str {
        Self::TODOS.iter().find(|(valor, ..)| *valor == self).map_or("", |(.., nombre)| nombre)
    }

    /// The value of that number.
    fn de_codigo(codigo: i16) -> Option<Self> {
        Self::TODOS.iter().find(|(_, c, _)| *c == codigo).map(|(valor, ..)| *valor)
    }

    /// The value of that name.
    fn de_nombre(nombre: &str) -> Option<Self> {
        Self::TODOS.iter().find(|(.., n)| *n == nombre).map(|(valor, ..)| *valor)
    }
}

/// Writes a closed list once: each value with its number in the database and its name.
macro_rules! lista {
    ($(#[$doc:meta])* $nombre:ident { $($(#[$que:meta])* $valor:ident = $codigo:literal, $texto:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $nombre {
            $($(#[$que])* $valor,)+
        }

        impl $crate::domain::registro::DeLista for $nombre {
            const TODOS: &'static [(Self, i16, &'static str)] = &[$((Self::$valor, $codigo, $texto)),+];
        }
    };
}

pub(crate) use lista;
