//! PDF -> the text of its pages.

use crate::document::Origin;
use crate::read::{Flow, Sink};

pub(crate) fn document(_bytes: &[u8], origin: Origin, out: &mut Sink) -> Flow {
    let message = "PDF is not part of this build; save its text, or build with the feature pdf";
    out.error("load.format", &origin.path, message)
}
