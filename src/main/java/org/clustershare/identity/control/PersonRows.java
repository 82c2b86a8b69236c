package org.clustershare.identity.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import org.clustershare.identity.entity.KnownPerson;

/** The database's side of people: each method is a transaction of its own. */
@ApplicationScoped
class PersonRows {
  @PersistenceContext private EntityManager database;

  @Transactional
  void save(KnownPerson person) {
    database.merge(person);
  }

  List<KnownPerson> find(Collection<String> keys) {
    return database
        .createQuery("select p from KnownPerson p where p.key in :keys", KnownPerson.class)
        .setParameter("keys", keys)
        .getResultList();
  }
}
