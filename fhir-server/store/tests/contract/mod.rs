//! What every FHIR store promises: cases over any back end. Each crate of a store runs them, with [`for_each_case`].

pub mod concurrency;
pub mod history;
pub mod paging;
pub mod searching;
pub mod support;
pub mod transactions;
pub mod writing;

/// Hands the names of all cases, by their module, to a macro.
macro_rules! for_each_case {
    ($run:ident) => {
        $run! {
            concurrency: many_conditional_creates_of_one_identity_give_one_resource, of_many_updates_of_one_version_one_wins;
            history: the_history_tells_versions_the_newest_first_for_each_scope, pages_and_moments_choose_versions;
            paging: pages_hold_each_match_once_in_every_order, pages_stay_right_while_resources_are_written_and_deleted, a_page_is_made_smaller_before_an_include_is_cut, a_cursor_that_is_none_is_refused;
            searching: each_parameter_finds_what_the_specification_says, includes_go_both_ways_and_on, a_total_is_told_when_it_is_asked_for_or_known;
            transactions: names_of_entries_become_ids_also_in_a_circle, an_error_undoes_everything_and_tells_which_entry, conditions_are_looked_at_once_for_the_whole_batch, a_reference_by_a_search_leads_to_what_is_found_or_nothing_is_done, deletes_come_first_and_reads_last, a_conditional_delete_is_whole_within_its_batch, a_conditional_update_writes_the_one_that_is_found;
            writing: a_resource_is_created_updated_deleted_and_there_again, decimals_keep_their_digits, a_version_that_is_not_the_current_one_is_refused, a_patch_changes_what_it_says_and_must_not_change_the_id, what_was_answered_is_there_after_the_store_is_opened_again;
        }
    };
}

pub(crate) use for_each_case;
