//! Ids that count within one document become ids of the dossier.

use crate::identity::Identity;
use model::{Mention, Record};

/// Binds the mentions of a document.
pub(crate) fn mentions(mentions: &mut [Mention], document: usize, identity: &Identity) {
    for mention in mentions {
        mention.entity = mention.entity.take().and_then(|local| identity.id(document, &local));
    }
}

/// Binds the records of a document.
pub(crate) fn records(records: &mut [Record], document: usize, identity: &Identity) {
    let bind = |id: &mut Option<String>| *id = id.take().and_then(|local| identity.id(document, &local));
    for record in records {
        for party in &mut record.parties {
            bind(&mut party.entity);
            bind(&mut party.organisation);
        }
        bind(&mut record.said_by);
        if let Some(place) = &mut record.place {
            bind(&mut place.entity);
        }
        if let Some(value) = &mut record.value {
            bind(&mut value.said_by);
        }
        if let Some(agreement) = &mut record.agreement {
            agreement.signatories =
                agreement.signatories.iter().filter_map(|local| identity.id(document, local)).collect();
            for step in &mut agreement.life {
                if let Some(place) = &mut step.place {
                    bind(&mut place.entity);
                }
            }
        }
    }
}
