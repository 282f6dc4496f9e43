package io.boxoffice.services.media;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Keeps images in a bucket of S3, or of a store that speaks like it: only PUT, GET and DELETE of single objects are needed. Whatever
 * its client throws, the store did not do what it was asked.
 */
final class S3ImageStore implements ImageStore {
    private final S3Client client;
    private final MediaConfig.S3 config;

    S3ImageStore(MediaConfig.S3 config) {
        this.config = config;
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(config.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(config.accessKey(), config.secretKey())))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(config.timeout())
                        .socketTimeout(config.timeout()))
                .overrideConfiguration(all -> all.apiCallTimeout(config.timeout()))
                // Stores of others know neither the newer checksums nor bodies signed in chunks.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(config.pathStyle())
                        .chunkedEncodingEnabled(false)
                        .build());
        if (config.endpoint() != null) {
            builder.endpointOverride(config.endpoint());
        }
        client = builder.build();
    }

    private String key(String name) {
        return config.prefix() + name;
    }

    @Override
    public void put(String name, byte[] bytes) {
        try {
            client.putObject(
                    request -> request.bucket(config.bucket())
                            .key(key(name))
                            .contentType(TYPE)
                            .cacheControl(FOR_GOOD),
                    RequestBody.fromBytes(bytes));
        } catch (RuntimeException e) {
            throw new StoreUnavailableException(e);
        }
    }

    @Override
    public byte[] read(String name) {
        try {
            return client.getObjectAsBytes(
                            request -> request.bucket(config.bucket()).key(key(name)))
                    .asByteArrayUnsafe();
        } catch (NoSuchKeyException e) {
            return null;
        } catch (RuntimeException e) {
            throw new StoreUnavailableException(e);
        }
    }

    @Override
    public void delete(String name) {
        try {
            client.deleteObject(request -> request.bucket(config.bucket()).key(key(name)));
        } catch (RuntimeException e) {
            throw new StoreUnavailableException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
