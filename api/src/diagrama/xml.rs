//! XML being written: elements with attributes, every text escaped by the library.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// An XML document.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with its declaration.
    pub(super) fn nuevo() -> io::Result<Self> {
        let mut escritor = Writer::new_with_indent(Vec::new(), b' ', 2);
        escritor.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(escritor))
    }

    /// An element with what `dentro` writes in it.
    pub(super) fn con(
        &mut self,
        nombre: &str,
        atributos: &[(&str, &str)],
        dentro: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let inicio = BytesStart::new(nombre).with_attributes(atributos.iter().copied());
        self.0.write_event(Event::Start(inicio))?;
        dentro(self)?;
        self.0.write_event(Event::End(BytesEnd::new(nombre)))
    }

    /// An element without content.
    pub(super) fn vacio(&mut self, nombre: &str, atributos: &[(&str, &str)]) -> io::Result<()> {
        let elemento = BytesStart::new(nombre).with_attributes(atributos.iter().copied());
        self.0.write_event(Event::Empty(elemento))
    }

    /// An element with a text.
    pub(super) fn texto(&mut self, nombre: &str, texto: &str) -> io::Result<()> {
        self.con(nombre, &[], |xml| xml.0.write_event(Event::Text(BytesText::new(texto))))
    }

    /// The whole document.
    pub(super) fn terminado(self) -> io::Result<String> {
        String::from_utf8(self.0.into_inner()).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }
}
