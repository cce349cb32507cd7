package org.updraft.htcondor.submit;

import java.util.Locale;
import java.util.Set;

/** The commands that condor_submit 23.9 acts on; any other name is a macro, for the file's own use. */
public final class CommandNames {

    private static final String NAMES = """
            accounting_group accounting_group_user allow_startup_script allowed_execute_duration allowed_job_duration \
            append_files arguments args arguments2 aws_access_key_id_file aws_region aws_secret_access_key_file \
            batch_extra_submit_args batch_name batch_project batch_queue batch_runtime buffer_block_size buffer_files buffer_size \
            checkpoint_destination checkpoint_exit_code cloud_label_names cold_restart_limit compress_files concurrency_limits \
            concurrency_limits_expr container_image container_service_names container_target_dir copy_to_spool coresize core_size \
            cron_day_of_month cron_day_of_week cron_hour cron_minute cron_month cron_prep_time cron_window dagman_log \
            deferral_offset deferral_prep_time deferral_time deferral_window delegate_job_gsi_credentials_lifetime \
            description docker_image docker_network_type docker_override_entrypoint docker_pull_policy dont_encrypt_input_files \
            dont_encrypt_output_files dump_ads ec2_access_key_id ec2_ami_id ec2_availability_zone ec2_instance_type \
            email_attributes enable_dataflow_skip encrypt_execute_directory encrypt_input_files encrypt_output_files \
            env environment error err erase_output_and_error_on_restart executable exit_requirements fetch_files \
            gce_account gce_image get_env getenv gpus_maximum_capability gpus_maximum_memory gpus_minimum_capability \
            gpus_minimum_memory gpus_minimum_runtime grid_resource hold hook_keyword hooks image_size initialdir initial_dir \
            input iwd jar_files java_vm_args job_ad_information_attrs job_lease_duration job_machine_attrs \
            job_machine_attrs_history_length job_max_vacate_time job_shell keep_claim_idle kill_sig kill_sig_timeout \
            keystore_alias keystore_file keystore_passphrase_file last_max_retries leave_in_queue load_profile local_files log \
            log_xml loadprofile machine_count manifest manifest_dir manifest_file match_list_length max_checkpoint_interval \
            max_idle max_job_retirement_time max_materialize max_retries max_transfer_input_mb max_transfer_output_mb my.proxy \
            myproxy_cred_name myproxy_host myproxy_new_proxy_lifetime myproxy_password myproxy_refresh_threshold \
            myproxy_server_dn next_job_start_delay nice_user node_count notification notify_user nordugrid_rsl noop_job \
            noop_job_exit_code noop_job_exit_signal on_exit_hold on_exit_hold_reason on_exit_hold_subcode on_exit_remove output out \
            oauth_services output_destination parallel_script_shadow parallel_script_starter periodic_hold \
            periodic_hold_reason periodic_hold_subcode periodic_release periodic_remove periodic_vacate post_arguments post_cmd \
            preferences preserve_relative_executable preserve_relative_paths pre_arguments pre_cmd prio priority \
            public_input_files rank ray_gpus remote_initialdir remove_kill_sig hold_kill_sig request_cpu request_cpus request_disk \
            request_gpu request_gpus request_memory require_gpus require_cuda requirements retry_request_memory retry_until \
            retry_request_memory_increase retry_request_memory_max run_as_owner runasowner rsl scitokens_file \
            send_credential shell should_transfer_files skip_filechecks skip_if_dataflow stack_size starter_debug starter_log \
            stderr stdin stdout store_in_queue stream_error stream_input stream_output submit_event_notes \
            submit_event_user_notes success_exit_code suspend_job_at_exit tdp_attach tmp_dir transfer_checkpoint_files \
            transfer_container transfer_error transfer_executable transfer_files transfer_input transfer_input_files \
            transfer_output transfer_output_files transfer_output_remaps transfer_plugins ulog_execute_attrs ulog_job_attrs \
            universe use_oauth_services use_scitokens use_x509userproxy userlog user_log userlog_use_xml vm_checkpoint vm_disk \
            vm_macaddr vm_memory vm_networking vm_networking_type vm_no_output_vm vm_type vm_vcpus want_docker_nested \
            want_graceful_removal want_io_proxy want_name_tag want_remote_io when_to_transfer_output x509userproxy xen_initrd \
            xen_kernel xen_kernel_params xen_root vm_image vm_flavor cloudconfig job_ad username use_scitoken \
            encrypt_files extended_submit_commands request_resource max_procs dag_log""";

    private static final Set<String> ALL = Set.of(NAMES.split(" "));

    private CommandNames() {}

    /** Without names that any file may make up, such as {@code request_licenses}. */
    public static Set<String> all() {
        return ALL;
    }

    /** Whether condor_submit acts on it, as it does on request_ with any resource, and on services' names before _oauth_. */
    public static boolean knows(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ALL.contains(lower) || lower.contains("_oauth_");
    }
}
