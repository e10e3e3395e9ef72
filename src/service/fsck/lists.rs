//! Status lists on record, and what was published of them.

use super::{Look, Wrong};
use crate::audit::object;
use crate::ijson::{self, Json};
use crate::proof::{Secured, SecuringPlan, vc_jwt, verify_secured};
use crate::records::status_list::{self as records, ListState, StatusListRecord};
use crate::records::{RecordError, decode};
use crate::service::ServiceError;
use crate::service::status_lists::files;
use crate::status::Bitstring;
use crate::store::Record;

impl Look<'_> {
    pub(super) fn status_list(
        &self,
        record: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let store = self.service.store();
        let list: StatusListRecord = decode(&record.key, &record.value)?;
        let own = records::list_key(list.number) == record.key;
        wrong.unless(own, format!("list {} stands here", list.number));
        let number = list.number.to_string();
        let named = store.get(&records::name_key(&list.name))?;
        wrong.unless(
            named.as_deref() == Some(number.as_bytes()),
            "it is not found by its name",
        );
        let current = store.get(&records::current_key(&list.issuer, &list.purpose))?;
        wrong.unless(
            list.state != ListState::Open || current.as_deref() == Some(number.as_bytes()),
            "its places are given, and it is not found by its issuer and purpose",
        );
        let issuer = self
            .issuers
            .iter()
            .find(|issuer| issuer.profile.did == list.issuer);
        wrong.unless(
            issuer.is_some_and(|issuer| issuer.profile.slug == list.slug),
            "its issuer is not on record, or has another slug",
        );
        let about = object("status-list", &list.name);
        self.told.check(&about, list.entry.as_deref(), wrong);
        Ok(())
    }

    /// What finds a list, by its name or by whose it is.
    pub(super) fn status_list_index(
        &self,
        index: &Record,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        let number = std::str::from_utf8(&index.value).ok();
        let number = number.and_then(|digits| digits.parse().ok());
        let found = match number {
            Some(number) => records::find(self.service.store(), number)?,
            None => None,
        };
        let right = found.is_some_and(|list| {
            index.key == records::name_key(&list.name)
                || index.key == records::current_key(&list.issuer, &list.purpose)
        });
        wrong.unless(right, "the list that it finds is another, or none");
        Ok(())
    }

    /// What was published is signed, and says of nobody that they are revoked who is not.
    pub(super) fn what_was_published(&mut self) -> Result<(), ServiceError> {
        let Some(data) = &self.service.data else {
            return Ok(());
        };
        let folder = data.join(super::super::status_lists::PUBLISHED_FOLDER);
        let lists = match records::all(self.service.store()) {
            Ok(lists) => lists,
            Err(error) => return self.report.damage(b"status-list/", error.into()),
        };
        for list in lists {
            let place = folder.join(format!("{}.json", list.name));
            let place = place.display().to_string().into_bytes();
            match files::read(&folder, &list) {
                Ok(None) => {}
                Ok(Some(published)) => self.at(&place, |look, wrong| {
                    look.list_proof(published.proven.bytes(), wrong);
                    let token = published.token.bytes();
                    if !token.is_empty() {
                        look.list_token(token, wrong);
                    }
                    look.revoked_on_record(&list, &published.bits, wrong)
                })?,
                Err(error) => self.report.fault(None, &place, error),
            }
        }
        Ok(())
    }

    fn list_proof(&self, bytes: &[u8], wrong: &mut Wrong) {
        let method = ijson::parse(bytes).ok().and_then(|json| {
            let proof = json.get("proof")?;
            let method = proof.get("verificationMethod").and_then(Json::as_str);
            method.map(str::to_owned)
        });
        let Some((method, (key, _))) =
            method.and_then(|it| Some((it.clone(), self.keys.get(&it)?)))
        else {
            wrong.say("it is signed by no key on record");
            return;
        };
        let secured = Secured {
            plan: SecuringPlan::standard(),
            verification_method: method,
            created: String::new(),
            bytes: bytes.to_vec(),
        };
        if let Err(error) = verify_secured(&secured, key, self.service.processor()) {
            wrong.say(format!("its signature is wrong: {error}"));
        }
    }

    fn list_token(&self, bytes: &[u8], wrong: &mut Wrong) {
        let checked = std::str::from_utf8(bytes)
            .map_err(|error| error.to_string())
            .and_then(|token| {
                let jws = vc_jwt::decode(token).map_err(|error| error.to_string())?;
                let content = vc_jwt::content(&jws).map_err(|error| error.to_string())?;
                let method = content.verification_method(&jws.header);
                let key = method.as_ref().and_then(|method| self.keys.get(method));
                let (key, _) = key.ok_or("it is signed by no key on record")?;
                jws.verify(key).map_err(|error| error.to_string())
            });
        if let Err(detail) = checked {
            wrong.say(format!("the token beside it: {detail}"));
        }
    }

    fn revoked_on_record(
        &self,
        list: &StatusListRecord,
        published: &Bitstring,
        wrong: &mut Wrong,
    ) -> Result<(), RecordError> {
        if list.purpose != "revocation" {
            return Ok(());
        }
        for index in 0..u32::try_from(published.entries(1)).unwrap_or_default() {
            if published.get(index.into(), 1) == Some(1) {
                let place = records::place(self.service.store(), list.number, index)?;
                wrong.unless(
                    place.is_some_and(|place| place.set),
                    format!("place {index} was published as revoked and is not on record so"),
                );
            }
        }
        Ok(())
    }
}
